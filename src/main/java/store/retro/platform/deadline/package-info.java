/** The time that a request has, and the clock. */
@NullMarked
package store.retro.platform.deadline;

import org.jspecify.annotations.NullMarked;
