/**
 * What a developer has and production has not: a database at hand, tokens for the asking, seeds and faults. Tests use
 * it, too; the artifact does not contain it.
 */
@NullMarked
package store.retro.development;

import org.jspecify.annotations.NullMarked;
