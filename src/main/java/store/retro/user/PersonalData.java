package store.retro.user;

import java.util.function.Consumer;

/** What a room keeps of users besides the users themselves; each that keeps some has a bean of this type. */
public interface PersonalData {

    /** What it is: a plural, under which users find it in their export. */
    String name();

    /** Gives out all of a user's, one after the other, as the user may see it. */
    void export(String userId, Consumer<Object> each);
}
