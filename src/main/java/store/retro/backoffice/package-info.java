/** The page on which staff works: its files are beside the storefront's, its sign-in and its policy are its own. */
@ApplicationModule(allowedDependencies = {"money", "platform :: *"})
@NullMarked
package store.retro.backoffice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
