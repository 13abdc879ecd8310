package store.retro.order.mail;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;
import store.retro.money.StoreCurrency;
import store.retro.order.CancelReason;
import store.retro.order.Order;
import store.retro.order.Refund;
import store.retro.order.RefundLine;
import store.retro.order.Shipment;
import store.retro.order.WaitingMails.Mail;
import store.retro.order.mail.UnsentException.Remedy;
import store.retro.user.Address;

/**
 * What a mail says, as text and as HTML. Whatever somebody has typed stands in {@code paragraphs}, where it is one line
 * of text and nothing else.
 *
 * @param subject the store's own words; the order's number only where the store has made it
 * @param paragraphs each of one or more lines
 * @param link to the order's page
 */
record MailText(String subject, List<List<String>> paragraphs, String link) {

    private static final Pattern NUMBER = Pattern.compile("[A-Z0-9-]{1,40}");

    /** What would end a line, or turn its letters round. */
    private static final Pattern NOT_OF_A_LINE =
            Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]+");

    /**
     * @param publicUrl with what the link begins
     * @throws UnsentException when the order does not say what to tell
     */
    static MailText of(Order order, Mail mail, StoreCurrency currency, String publicUrl) {
        Writing writing = new Writing(order, currency);
        String number = NUMBER.matcher(order.number()).matches() ? " " + order.number() : "";
        return switch (mail.event()) {
            case PLACED -> writing.placed().mail("We have your order" + number, publicUrl);
            case SHIPPED -> writing.shipped().mail("Your order" + number + " is on its way", publicUrl);
            case REFUNDED -> writing.refunded(refund(order, mail)).mail("A refund for your order" + number, publicUrl);
            case CANCELLED -> writing.cancelled().mail("Your order" + number + " is cancelled", publicUrl);
            default -> throw new UnsentException(Remedy.ASK_STAFF, "the mail is of a later version");
        };
    }

    private static Refund refund(Order order, Mail mail) {
        int place = Objects.requireNonNullElse(mail.refund(), -1);
        if (place < 0 || place >= order.allRefunds().size()) {
            throw new UnsentException(Remedy.ASK_STAFF, "the order does not say what was given back");
        }
        return order.allRefunds().get(place);
    }

    String plain() {
        return Stream.concat(
                        paragraphs.stream().map(lines -> String.join("\n", lines)),
                        Stream.of("Your order at the store:\n" + link))
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    String html() {
        String body = paragraphs.stream()
                .map(lines -> lines.stream().map(MailText::escaped).collect(Collectors.joining("<br>\n")))
                .map(text -> "<p>" + text + "</p>\n")
                .collect(Collectors.joining());
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>%s</title></head>
            <body>
            %s<p><a href="%s">Your order at the store</a></p>
            </body>
            </html>
            """.formatted(subject, body, link);
    }

    private static String escaped(String line) {
        return HtmlUtils.htmlEscape(line, "UTF-8");
    }

    /** The paragraphs of a mail about an order. */
    private static final class Writing {

        private final Order order;
        private final StoreCurrency currency;
        private final List<List<String>> paragraphs = new ArrayList<>();

        Writing(Order order, StoreCurrency currency) {
            this.order = order;
            this.currency = currency;
        }

        Writing placed() {
            say("Thank you for your order. We have it, and send it soon.");
            say(Stream.concat(
                    order.items().stream()
                            .map(line -> line.quantity() + " × " + line.name() + ", "
                                    + money(line.unitPrice() * line.quantity())),
                    Stream.of("In all " + money(order.billingAmount()))));
            sayWhereTo("It goes to:");
            say("Until it is sent you can correct the address, or cancel the order.");
            return this;
        }

        Writing shipped() {
            say("Your order is on its way.");
            Shipment shipment = order.shipment();
            if (shipment != null) {
                say(Stream.of(
                                said("Carrier: ", shipment.carrier()),
                                said("Tracking number: ", shipment.trackingNumber()),
                                said("Where it is: ", shipment.trackingUrl()))
                        .flatMap(lines -> lines));
            }
            sayWhereTo("It goes to:");
            return this;
        }

        Writing refunded(Refund refund) {
            say("We give you back " + money(refund.amount()) + ", by the way you paid."
                    + " What was not taken yet is not going to be.");
            say(Objects.requireNonNullElse(refund.items(), List.<RefundLine>of()).stream()
                    .map(line -> line.quantity() + " × " + name(line.productId())));
            return this;
        }

        Writing cancelled() {
            CancelReason reason = Objects.requireNonNullElse(order.reasonOfCancel(), CancelReason.BUYER);
            say(
                    switch (reason) {
                        case BUYER -> "Your order is cancelled, as you have asked.";
                        case STAFF -> "The store has cancelled your order.";
                        case PAYMENT_LOST ->
                            "Your order is cancelled, for its payment was ended before anything was taken.";
                    });
            say("What you have paid for it you get back, by the way you paid. What was not taken yet is not going"
                    + " to be.");
            return this;
        }

        private String name(String productId) {
            return order.items().stream()
                    .filter(line -> line.productId().equals(productId))
                    .map(line -> line.name())
                    .findFirst()
                    .orElse(productId);
        }

        private static Stream<String> said(String what, @Nullable String text) {
            return Stream.ofNullable(text).map(what::concat);
        }

        private void sayWhereTo(String first) {
            Address address = order.shippingAddress();
            if (address != null) {
                say(Stream.of(
                                first,
                                address.recipient(),
                                address.line1(),
                                address.line2(),
                                address.city(),
                                address.region(),
                                address.postalCode(),
                                address.country())
                        .filter(Objects::nonNull));
            }
        }

        private String money(long amount) {
            return BigDecimal.valueOf(amount, currency.digits()).toPlainString() + " " + currency.code();
        }

        private void say(String line) {
            say(Stream.of(line));
        }

        private void say(Stream<String> lines) {
            List<String> paragraph = lines.map(
                            line -> NOT_OF_A_LINE.matcher(line).replaceAll(" "))
                    .toList();
            if (!paragraph.isEmpty()) {
                paragraphs.add(paragraph);
            }
        }

        MailText mail(String subject, String publicUrl) {
            return new MailText(subject, paragraphs, publicUrl + "/#/orders/" + order.id());
        }
    }
}
