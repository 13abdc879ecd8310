package store.retro.platform.security;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The roles of a token: an array of strings, or a string that is one role and never split. A claim whose name has the
 * dots in it, as namespaced ones do, is found before they are taken for steps into objects. A token that was made for
 * another client than staff's is nobody's of the staff, whatever it says.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
final class RolesConverter implements Converter<Jwt, Collection<GrantedAuthority>> {

    private final String claim;
    private final @Nullable StaffClient staffClient;

    @Override
    public Collection<GrantedAuthority> convert(Jwt token) {
        boolean mayBeStaff = staffClient == null || staffClient.isOf(token);
        return roles(find(token.getClaims(), claim))
                .filter(role -> mayBeStaff || !AccessRules.OF_STAFF.contains(role))
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
    }

    private static @Nullable Object find(Map<?, ?> claims, String path) {
        int dot = path.indexOf('.');
        if (claims.containsKey(path) || dot < 0) {
            return claims.get(path);
        }
        return claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
                ? find(inner, path.substring(dot + 1))
                : null;
    }

    private static Stream<String> roles(@Nullable Object value) {
        List<?> values = value instanceof Collection<?> several
                ? List.copyOf(several)
                : value == null ? List.of() : List.of(value);
        return values.stream().filter(String.class::isInstance).map(String.class::cast);
    }
}
