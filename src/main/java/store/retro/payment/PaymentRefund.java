package store.retro.payment;

/**
 * A refund that a provider is asked for.
 *
 * @param id stored before the provider is asked, and in the metadata of what it does
 * @param attempt how often the provider has answered it with a failure, also stored before it is asked again
 * @param amount in minor units of the payment's currency; the same for every attempt at the same time
 */
public record PaymentRefund(String id, int attempt, long amount) {

    /** One of all that was taken of a payment which has no order, and so needs no id but that. */
    public static PaymentRefund ofAll(Payment payment, long taken) {
        return new PaymentRefund(idOfAll(payment.id()), 0, taken);
    }

    /** Also how those are read that versions before 2.0 have made: they named the payment only, and were of all. */
    public static String idOfAll(String paymentId) {
        return paymentId + ":refund";
    }

    /** What the provider does once, and answers the same for a while. */
    public String key() {
        return attempt == 0 ? id : id + ":" + attempt;
    }
}
