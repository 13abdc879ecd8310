package store.retro.development.lab;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The recipe's {@code POST /place-order}, in the lab's store only. */
@Hidden
@RestController
@ConditionalOnProperty(name = LabStore.LAB, havingValue = "false")
@RequestMapping(path = RecipeController.PATH, produces = APPLICATION_JSON_VALUE)
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class RecipeController {

    static final String PATH = "/lab/recipe";

    private final Recipe recipe;

    @PostMapping(path = "/{style}", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<Map<String, String>> place(@PathVariable String style, @RequestBody Recipe.Request request) {
        Recipe.PlacedOrder order = LabStyle.valueOf(style).isTransactional()
                ? recipe.inTransaction(request)
                : recipe.withoutTransaction(request);
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(Map.of("id", order.id().toHexString()));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refuse(Recipe.OutOfStock soldOut) {
        return ResponseEntity.status(HttpStatus.CONFLICT).body(Map.of("code", "out-of-stock"));
    }
}
