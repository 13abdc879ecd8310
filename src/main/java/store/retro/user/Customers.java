package store.retro.user;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;
import store.retro.platform.documents.StoredDocuments;

/** The users, by what they have spent. */
@Repository
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class Customers {

    private static final String SPENT = Users.LIFE_TIME_VALUE;

    private final StoredDocuments documents;

    Optional<Customer> find(String id) {
        return documents.findOne(
                Customer.class, Query.query(Criteria.where("_id").is(id)));
    }

    /**
     * Who has spent most comes first, who has no such number last.
     *
     * @param after the last one that the caller has seen
     */
    List<Customer> page(int limit, @Nullable CustomerCursor after) {
        if (after == null) {
            return find(new Criteria(), limit).toList();
        }
        Criteria uncounted = Criteria.where(SPENT).isNull();
        if (after.lifeTimeValue() == null) {
            return find(uncounted.and("_id").lt(after.id()), limit).toList();
        }
        Criteria counted = Criteria.where(SPENT)
                .lte(after.lifeTimeValue())
                .orOperator(
                        Criteria.where(SPENT).lt(after.lifeTimeValue()),
                        Criteria.where("_id").lt(after.id()));
        List<Customer> found = find(counted, limit).toList();
        return found.size() == limit
                ? found
                : Stream.concat(found.stream(), find(uncounted, limit - found.size()))
                        .toList();
    }

    private Stream<Customer> find(Criteria criteria, int limit) {
        Query highestFirst = Query.query(criteria)
                .with(Sort.by(Sort.Direction.DESC, SPENT, "_id"))
                .limit(limit);
        return documents.find(Customer.class, highestFirst).stream();
    }
}
