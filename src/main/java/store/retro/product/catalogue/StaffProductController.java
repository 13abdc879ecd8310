package store.retro.product.catalogue;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import java.security.Principal;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import store.retro.money.StoreCurrency;
import store.retro.platform.http.IdempotencyKey;
import store.retro.platform.http.StorePath;
import store.retro.platform.problem.ProblemResponses;
import store.retro.product.catalogue.Catalogue.Changed;
import store.retro.product.catalogue.ProductChange.Event;

@RestController
@RequestMapping(path = StaffProductController.PATH, produces = APPLICATION_JSON_VALUE)
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StaffProductController {

    static final String PATH = "/staff/products";

    private final CatalogueProducts products;
    private final ProductChanges changes;
    private final Catalogue catalogue;
    private final CatalogueTransactions transactions;
    private final StoreCurrency currency;
    private final Clock clock;

    @GetMapping
    List<StaffProductResponse> list() {
        return products.all().stream()
                .map(product -> StaffProductResponse.of(product, currency))
                .toList();
    }

    @ProblemResponses("not-found")
    @GetMapping("/{id}")
    ResponseEntity<StaffProductResponse> read(@PathVariable String id) {
        return answer(ResponseEntity.ok(), products.require(id));
    }

    /** What staff has done with the product, oldest first. */
    @ProblemResponses("not-found")
    @GetMapping("/{id}/history")
    List<ProductHistoryResponse> history(@PathVariable String id) {
        String known = products.require(id).id();
        return changes.of(known).stream()
                .map(change -> ProductHistoryResponse.of(change, currency))
                .toList();
    }

    @ResponseStatus(HttpStatus.CREATED)
    @ProblemResponses({"idempotency-key-reused", "precondition-required", "outcome-unknown"})
    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<StaffProductResponse> create(
            Principal caller, @Nullable IdempotencyKey key, @Valid @RequestBody ProductRequest request) {
        ProductValues values = request.values();
        ProductChange change = change(caller, UUID.randomUUID().toString(), Event.CREATED, "")
                .path(PATH)
                .idempotencyKey(IdempotencyKey.required(key).value())
                .requestHash(values.hash())
                .values(values)
                .build();
        Changed created = catalogue.change(change, transactions::create);
        return answer(
                ResponseEntity.created(
                        StorePath.of(PATH + "/{id}", created.product().id())),
                created);
    }

    @ProblemResponses({"not-found", "changed-meanwhile", "precondition-required", "outcome-unknown"})
    @PutMapping(path = "/{id}", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<StaffProductResponse> edit(
            Principal caller,
            @PathVariable String id,
            @Parameter(required = true, schema = @Schema(type = "string", pattern = ProductTag.DESCRIBED))
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable
                    String ifMatch,
            @Valid @RequestBody ProductRequest request) {
        String tag = ProductTag.of(ifMatch);
        ProductChange edit =
                change(caller, id, Event.EDITED, "").values(request.values()).build();
        return answer(ResponseEntity.ok(), catalogue.change(edit, each -> transactions.edit(each, tag)));
    }

    @ProblemResponses({"not-found", "out-of-stock", "idempotency-key-reused", "precondition-required", "outcome-unknown"
    })
    @PostMapping(path = "/{id}/stock", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<StaffProductResponse> restock(
            Principal caller,
            @PathVariable String id,
            @Nullable IdempotencyKey key,
            @Valid @RequestBody StockRequest request) {
        ProductChange restock = change(caller, id, Event.RESTOCKED, "/stock")
                .idempotencyKey(IdempotencyKey.required(key).value())
                .requestHash(request.hash())
                .change(request.change())
                .reason(request.reason())
                .build();
        return answer(ResponseEntity.ok(), catalogue.change(restock, transactions::restock));
    }

    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ProblemResponses({"not-found", "outcome-unknown"})
    @DeleteMapping("/{id}")
    void withdraw(Principal caller, @PathVariable String id) {
        catalogue.change(change(caller, id, Event.WITHDRAWN, "").build(), transactions::withdraw);
    }

    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ProblemResponses({"not-found", "outcome-unknown"})
    @PostMapping("/{id}/restore")
    void restore(Principal caller, @PathVariable String id) {
        catalogue.change(change(caller, id, Event.RESTORED, "/restore").build(), transactions::restore);
    }

    private ProductChange.ProductChangeBuilder change(
            Principal caller, String productId, Event event, String pathOfChange) {
        return ProductChange.builder()
                .id(ObjectId.get().toHexString())
                .productId(productId)
                .event(event)
                .at(clock.instant())
                .staffId(caller.getName())
                .path(PATH + "/" + productId + pathOfChange);
    }

    private ResponseEntity<StaffProductResponse> answer(ResponseEntity.BodyBuilder response, Changed changed) {
        IdempotencyKey.tellReplay(response, changed.replayed());
        return answer(response, changed.product());
    }

    private ResponseEntity<StaffProductResponse> answer(ResponseEntity.BodyBuilder response, CatalogueProduct product) {
        return response.eTag(product.tag()).body(StaffProductResponse.of(product, currency));
    }
}
