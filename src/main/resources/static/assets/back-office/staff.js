/** Who works here: somebody with a role of staff, who need not be a user of the shop. */
import * as session from '../session.js';

/** The claims of a token, for showing alone: the store looks at the signature, and decides. */
function claimsOf(token) {
    try {
        const base64 = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
        return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))));
    } catch {
        return {};
    }
}

/** As the store finds them: a claim of this very name, else dots go into objects. */
function rolesIn(claims, path) {
    const dot = path.indexOf('.');
    if (path in claims || dot < 0) {
        return [claims[path] ?? []].flat().filter((role) => typeof role === 'string');
    }
    const inner = claims[path.slice(0, dot)];
    return inner && typeof inner === 'object' ? rolesIn(inner, path.slice(dot + 1)) : [];
}

/** What `session` has to know of this page. */
export const PAGE = {
    settings: '/assets/back-office/config.json',
    whoIs: async (token) => {
        const { rolesClaim } = await session.configuration();
        const claims = claimsOf(token);
        const id = claims.sub ?? '';
        return { id, name: String(claims.name ?? claims.preferred_username ?? (id || 'Staff')), roles: rolesIn(claims, rolesClaim) };
    },
};

/** Whether there is no use in offering what clerks may not do. Where a token does not tell, the store will. */
export function isOnlyClerk() {
    const { roles = [] } = session.current() ?? {};
    return roles.includes('clerk') && !roles.includes('staff');
}

/** In a word, for who is signed in. */
export function roleName() {
    return isOnlyClerk() ? 'clerk' : 'staff';
}
