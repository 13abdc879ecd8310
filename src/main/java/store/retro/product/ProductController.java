package store.retro.product;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import store.retro.money.Money;
import store.retro.money.StoreCurrency;
import store.retro.platform.http.StorePath;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.problem.ProblemResponses;

@RestController
@RequestMapping(path = "/products", produces = APPLICATION_JSON_VALUE)
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class ProductController {

    private final Products products;
    private final StoreCurrency currency;

    @GetMapping
    List<ProductResponse> list() {
        return products.all().stream().map(this::response).toList();
    }

    @ProblemResponses("not-found")
    @GetMapping("/{id}")
    ProductResponse read(@PathVariable String id) {
        return products.find(id)
                .map(this::response)
                .orElseThrow(() -> new ProblemException(GeneralProblem.NOT_FOUND, "There is no such product."));
    }

    private ProductResponse response(Product product) {
        return new ProductResponse(
                product.id(),
                product.name(),
                product.year(),
                product.description(),
                address(product.imageUrl()),
                currency.of(product.price()),
                product.quantity());
    }

    /** Staff says it by a path of this store, or by an address elsewhere. */
    private static @Nullable String address(@Nullable String imageUrl) {
        return imageUrl != null && imageUrl.startsWith("/") ? StorePath.of(imageUrl) : imageUrl;
    }

    /** A product as clients see it. */
    record ProductResponse(
            String id,
            String name,
            @Nullable Integer year,
            @Nullable String description,
            @Nullable String imageUrl,
            Money price,
            int quantity) {}
}
