/** What is done with payments: starting, looking up, verifying, settling, giving back what no order has used. */
@NamedInterface
@NullMarked
package store.retro.payment.handling;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
