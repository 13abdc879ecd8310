/** What an operator asks of the store from a command line: whether its books are right. */
@ApplicationModule(allowedDependencies = {"order :: storage", "payment", "payment :: handling", "platform :: *"})
@NullMarked
package store.retro.books;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
