/**
 * What happens to the store when things go wrong: faults, attacks and contention, over and over, in both placement
 * styles. A slice of it belongs to every build; {@code -Dreliability=slow} runs it in full and writes
 * {@code docs/reliability.md}.
 */
@NullMarked
package store.retro.reliability;

import org.jspecify.annotations.NullMarked;
