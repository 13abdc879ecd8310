package store.retro.user;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.Objects;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import store.retro.money.Money;
import store.retro.money.StoreCurrency;
import store.retro.platform.http.Page;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.problem.ProblemResponses;

@RestController
@RequestMapping(path = "/staff/customers", produces = APPLICATION_JSON_VALUE)
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StaffCustomerController {

    private final Customers customers;
    private final StoreCurrency currency;

    /** A page of the customers, who has spent most first; as they buy meanwhile, it may repeat or skip some. */
    @GetMapping
    CustomerPage list(
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String after,
            HttpServletRequest request) {
        Page.requireLimitIfSent(request);
        CustomerCursor last = after == null ? null : CustomerCursor.decode(after);
        Page<Customer> page = Page.of(
                customers.page(limit + 1, last),
                limit,
                customer -> CustomerCursor.after(customer).encode());
        return new CustomerPage(page.items().stream().map(this::response).toList(), page.next());
    }

    @ProblemResponses("not-found")
    @GetMapping("/{id}")
    CustomerResponse read(@PathVariable String id) {
        return response(customers
                .find(id)
                .orElseThrow(() -> new ProblemException(GeneralProblem.NOT_FOUND, "There is no such customer.")));
    }

    private CustomerResponse response(Customer customer) {
        return new CustomerResponse(
                customer.id(), customer.name(), currency.of(Objects.requireNonNullElse(customer.lifeTimeValue(), 0L)));
    }

    /** A customer, as staff sees one. */
    record CustomerResponse(String userId, @Nullable String name, Money lifeTimeValue) {}

    /** Some of the customers, and where the rest begins. */
    record CustomerPage(
            List<CustomerResponse> customers, @Nullable String next) {}
}
