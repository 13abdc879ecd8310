/** What users may ask of the store about themselves. */
@NullMarked
package store.retro.user.account;

import org.jspecify.annotations.NullMarked;
