package store.retro.storefront;

import io.swagger.v3.oas.annotations.Hidden;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the storefront page, which is the same file everywhere, how its users sign in here. */
@Hidden
@RestController
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StorefrontController {

    private final StorefrontProperties properties;

    @GetMapping(path = "/assets/config.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<StorefrontProperties> configuration() {
        return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(properties);
    }
}
