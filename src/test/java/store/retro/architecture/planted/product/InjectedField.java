package store.retro.architecture.planted.product;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

/** Hides what it needs. */
class InjectedField {

    @Autowired
    @Nullable
    PlantedProduct product;
}
