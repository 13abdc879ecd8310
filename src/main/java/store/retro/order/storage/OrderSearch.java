package store.retro.order.storage;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import lombok.Builder;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import store.retro.order.Order;
import store.retro.order.OrderStatus;
import store.retro.order.Settlement;
import store.retro.order.SettlementState;
import store.retro.payment.PaymentStatus;
import store.retro.platform.http.RequestHash;

/**
 * Which orders are looked for, and in which order. Of status, settlement, user and number it has one at
 * most.
 *
 * @param number as it is stored
 * @param from since when they were placed
 * @param to before when they were placed
 */
@Builder
public record OrderSearch(
        @Nullable OrderStatus status,
        @Nullable SettlementState settlement,
        @Nullable String userId,
        @Nullable String number,
        @Nullable Instant from,
        @Nullable Instant to,
        boolean oldestFirst) {

    /** A server passes over what is no time without looking at it. */
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");

    /** Each has its place in the index, and all of them are merged. */
    private static final List<OrderStatus> KNOWN = Stream.of(OrderStatus.values())
            .filter(each -> each != OrderStatus.UNKNOWN)
            .toList();

    /** The orders of a user, newest first. */
    public static OrderSearch ofUser(String userId) {
        return builder().userId(userId).build();
    }

    public OrderSearch {
        from = wholeMillis(from);
        to = wholeMillis(to);
    }

    /** No order is placed within a millisecond. */
    private static @Nullable Instant wholeMillis(@Nullable Instant time) {
        return time == null ? null : time.plusNanos(999_999).truncatedTo(ChronoUnit.MILLIS);
    }

    /** What tells the list from those of other searches. */
    public String list() {
        RequestHash hash = new RequestHash();
        Stream.<@Nullable Object>of(status, settlement, userId, number, from, to, oldestFirst)
                .forEach(each -> hash.add(Objects.toString(each, null)));
        return ":" + hash.value();
    }

    /** What finds them, together: each is read from its index in the order that is asked for. */
    List<Query> queries(@Nullable OrderCursor after) {
        Sort.Direction direction = oldestFirst ? Sort.Direction.ASC : Sort.Direction.DESC;
        return filters()
                .map(filter -> Query.query(after == null ? placed(filter) : placed(filter, after))
                        .with(Sort.by(direction, Orders.PLACED_AT, "_id")))
                .toList();
    }

    private Stream<Criteria> filters() {
        if (settlement != null) {
            return Stream.of(Orders.noTombstone(whoseMoneyStandsSo(settlement)));
        }
        if (userId != null) {
            return Stream.of(Orders.ofUser(userId));
        }
        if (number != null) {
            return Stream.of(Orders.noTombstone(Criteria.where(Orders.NUMBER).is(number)));
        }
        if (status == null) {
            return Stream.of(Criteria.where(Orders.STATUS).in(KNOWN), ofUnknownStatus());
        }
        return Stream.of(
                status == OrderStatus.UNKNOWN
                        ? ofUnknownStatus()
                        : Criteria.where(Orders.STATUS).is(status));
    }

    /**
     * The pairs of status and state that come to it, whichever version has written last ({@link
     * Settlement#currentState}): each has its place in the index.
     */
    private static Criteria whoseMoneyStandsSo(SettlementState wanted) {
        List<PaymentStatus> statuses =
                Stream.of(PaymentStatus.values()).filter(wanted::agreesWith).toList();
        List<@Nullable SettlementState> states = new ArrayList<>(List.of(wanted));
        if (statuses.stream().allMatch(status -> SettlementState.of(status) == wanted)) {
            // the status alone says so: no state stands beside it, or one that does not go with it
            states.add(null);
            Stream.of(SettlementState.values())
                    .filter(state -> statuses.stream().noneMatch(state::agreesWith))
                    .forEach(states::add);
        }
        return Criteria.where(Settlement.STATUS)
                .in(statuses)
                .and(Settlement.STATE)
                .in(states);
    }

    private static Criteria ofUnknownStatus() {
        return Criteria.where(Orders.STATUS)
                .nin(Stream.concat(KNOWN.stream(), Stream.of(Orders.TOMBSTONE)).toArray());
    }

    /** That they were placed is asked for so that the partial indexes can serve; a tombstone was not. */
    private Criteria placed(Criteria filter) {
        Criteria placed = filter.and(Orders.PLACED_AT).exists(true).gte(Objects.requireNonNullElse(from, EARLIEST));
        return to == null ? placed : placed.lt(to);
    }

    private Criteria placed(Criteria filter, OrderCursor after) {
        Criteria placed = placed(filter);
        Criteria later = Criteria.where(Orders.PLACED_AT);
        Criteria sameTime = Criteria.where("_id");
        return oldestFirst
                ? placed.gte(after.placedAt()).orOperator(later.gt(after.placedAt()), sameTime.gt(after.id()))
                : placed.lte(after.placedAt()).orOperator(later.lt(after.placedAt()), sameTime.lt(after.id()));
    }

    Comparator<Order> order() {
        Comparator<Order> oldest = Comparator.comparing(Order::placedAt).thenComparing(Order::id);
        return oldestFirst ? oldest : oldest.reversed();
    }
}
