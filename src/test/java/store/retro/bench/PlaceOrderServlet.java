package store.retro.bench;

import com.mongodb.MongoException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import store.retro.bench.DriverOrders.Placed;
import store.retro.bench.Refusal.Reason;

/** {@code POST /place-order} of the contract. */
final class PlaceOrderServlet extends HttpServlet {

    private static final int LARGEST_BODY = 64 * 1024;

    private final transient BearerTokens tokens;
    private final transient DriverOrders orders;
    private final transient StrictBodies bodies = new StrictBodies();

    PlaceOrderServlet(BearerTokens tokens, DriverOrders orders) {
        this.tokens = tokens;
        this.orders = orders;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            answer(response, place(request));
        } catch (Refusal refusal) {
            refuse(request, response, refusal);
        } catch (MongoException e) {
            log("an order failed", e);
            refuse(request, response, new Refusal(Reason.TRY_AGAIN, "The database cannot be asked now; try again."));
        } catch (RuntimeException e) {
            log("an order failed", e);
            refuse(request, response, new Refusal(Reason.INTERNAL_ERROR, "Something went wrong on our side."));
        }
    }

    private Placed place(HttpServletRequest request) throws IOException {
        String user = tokens.user(request.getHeader("Authorization"));
        byte[] body = body(request);
        String key = KeyHeader.key(Collections.list(request.getHeaders(KeyHeader.NAME)));
        return orders.place(bodies.read(body).by(user, key));
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        String type = String.valueOf(request.getContentType()).toLowerCase(Locale.ROOT);
        if (!type.equals("application/json") && !type.startsWith("application/json;")) {
            throw new Refusal(Reason.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
        }
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new Refusal(Reason.PAYLOAD_TOO_LARGE, "The body is larger than " + LARGEST_BODY + " bytes.");
        }
        return body;
    }

    private void answer(HttpServletResponse response, Placed placed) throws IOException {
        OrderBody order = OrderBody.of(placed.order());
        response.setHeader("Location", "/orders/" + order.id());
        if (placed.replayed()) {
            response.setHeader("Idempotent-Replayed", "true");
        }
        write(response, HttpServletResponse.SC_CREATED, "application/json", order);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        if (refusal.is(Reason.UNAUTHENTICATED)) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"store\"");
        }
        if (refusal.retryable()) {
            response.setHeader("Retry-After", "1");
        }
        byte[] trace = new byte[16];
        ThreadLocalRandom.current().nextBytes(trace);
        write(
                response,
                refusal.status(),
                "application/problem+json",
                refusal.body(request.getRequestURI(), HexFormat.of().formatHex(trace)));
    }

    private void write(HttpServletResponse response, int status, String type, Object answer) throws IOException {
        byte[] body = bodies.write(answer);
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
