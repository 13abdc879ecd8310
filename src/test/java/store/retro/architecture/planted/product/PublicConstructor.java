package store.retro.architecture.planted.product;

import org.springframework.stereotype.Repository;

/** Can be made by anybody; and abstract, so that no store under test takes it for its own. */
@Repository
abstract class PublicConstructor {

    public PublicConstructor() {}
}
