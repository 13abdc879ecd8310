package store.retro.user;

import java.util.function.Consumer;
import org.springframework.data.mongodb.core.MongoOperations;

/** What a room keeps of users besides the users themselves; each that keeps some has a bean of this type. */
public interface PersonalData {

    /** What it is: a plural, under which users find it in their export. */
    String name();

    /** Gives out all of a user's, one after the other, as the user may see it. */
    void export(String userId, Consumer<Object> each);

    /** Ends what a user who is to be erased has begun, as far as nobody needs it any more. */
    default void letGo(String userId) {}

    /**
     * Whether business with the user is open that has to end before the user can be erased.
     *
     * @param transaction the operations of the running transaction in which the user is
     */
    default boolean isOpen(MongoOperations transaction, String userId) {
        return false;
    }

    /**
     * Takes what is about a person out of some documents of a user who was erased; what was emptied before stays so.
     *
     * @return whether there may be more of them
     */
    boolean emptySome(String userId);
}
