package store.retro.backoffice;

import io.swagger.v3.oas.annotations.Hidden;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import store.retro.money.StoreCurrency;
import store.retro.platform.security.SecurityProperties;

/** Serves the back office page, which is the same file everywhere, and tells it what is particular to this store. */
@Hidden
@RestController
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class BackOfficeController {

    static final String PAGE = "/back-office";

    private final BackOfficeProperties properties;
    private final SecurityProperties security;
    private final StoreCurrency currency;

    @GetMapping(path = PAGE, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .body(new ClassPathResource("static/assets/back-office/index.html"));
    }

    @GetMapping(path = "/assets/back-office/config.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<PageSettings> settings() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .body(new PageSettings(
                        properties.issuer(),
                        properties.clientId(),
                        properties.scope(),
                        properties.audience(),
                        properties.developmentSignIn(),
                        security.rolesClaim(),
                        currency.code()));
    }

    /**
     * What the page is told.
     *
     * @param rolesClaim where it finds out what it need not offer; the store decides all the same
     */
    record PageSettings(
            @Nullable String issuer,
            @Nullable String clientId,
            String scope,
            @Nullable String audience,
            boolean developmentSignIn,
            String rolesClaim,
            String currency) {}
}
