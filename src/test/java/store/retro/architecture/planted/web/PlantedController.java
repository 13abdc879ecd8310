package store.retro.architecture.planted.web;

import org.springframework.web.bind.annotation.RestController;
import store.retro.architecture.planted.product.PlantedUtil;

/** Is public without need, and knows products. */
@RestController
public abstract class PlantedController {

    abstract PlantedUtil product();
}
