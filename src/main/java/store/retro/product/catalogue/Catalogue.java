package store.retro.product.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.platform.admission.AdmittedTransactions;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.transaction.CommitOutcomeLookup;
import store.retro.platform.transaction.DatabaseUnavailable;
import store.retro.platform.transaction.TransactionErrors;
import store.retro.product.Products;

/** Changes products, each time once for each key, and tells what has become of them. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class Catalogue {

    private static final String BECOME = "what has become of the product";

    private final CatalogueProducts products;
    private final ProductChanges changes;
    private final AdmittedTransactions transactions;
    private final CommitOutcomeLookup commitOutcome;

    /** A product as it is now, and whether an earlier request had changed it. */
    record Changed(CatalogueProduct product, boolean replayed) {}

    /**
     * Runs the transaction of a change, or finds that a request with its key has done so.
     *
     * @param transaction one attempt
     * @throws ProblemException what refuses it, {@code idempotency-key-reused}, {@code try-again} or {@code
     *     outcome-unknown}
     */
    Changed change(ProductChange change, Consumer<ProductChange> transaction) {
        ProductChange done = changes.earlier(change).orElseGet(() -> run(change, transaction));
        requireSame(done, change);
        // the change stands: that there is no time left to read the product must not deny it
        CatalogueProduct product = commitOutcome
                .require(() -> Optional.of(products.find(done.productId())), BECOME)
                .orElseThrow(CatalogueProducts::notFound);
        return new Changed(product, !done.id().equals(change.id()));
    }

    private ProductChange run(ProductChange change, Consumer<ProductChange> transaction) {
        try {
            // where its buyers wait for each other, too
            transactions.run(List.of(Products.admissionKey(change.productId())), transaction, change);
            return change;
        } catch (RuntimeException failure) {
            return afterFailure(change, failure);
        }
    }

    /** A twin may have been faster, and then nothing is refused. */
    private ProductChange afterFailure(ProductChange change, RuntimeException failure) {
        if (TransactionErrors.isUnknownCommit(failure)) {
            return commitOutcome.require(() -> changes.current(change), BECOME);
        }
        if (DatabaseUnavailable.is(failure)) {
            throw new ProblemException(
                    GeneralProblem.TRY_AGAIN, "The product could not be changed in time; nothing was written.");
        }
        Optional<ProductChange> twin = change.idempotencyKey() == null ? Optional.empty() : changes.current(change);
        return twin.orElseThrow(() -> TransactionErrors.isDuplicateKey(failure) ? reused() : failure);
    }

    private static void requireSame(ProductChange done, ProductChange change) {
        if (change.requestHash() != null && !change.requestHash().equals(done.requestHash())) {
            throw reused();
        }
    }

    private static ProblemException reused() {
        return new ProblemException(
                GeneralProblem.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key has already changed something else.");
    }
}
