package store.retro.architecture.planted.product;

import org.springframework.web.bind.annotation.RestController;

/** Is public without need; and abstract, so that no store under test takes it for its own. */
@RestController
public abstract class PublicController {

    PublicController() {}
}
