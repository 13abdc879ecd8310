package store.retro.embedded;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** An iterator that finds out whether there is a next element by fetching it. */
abstract class Lookahead<T> implements Iterator<T> {

    private @Nullable T next;

    /** @return null at the end */
    abstract @Nullable T fetch();

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = fetch();
        }
        return next != null;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        T result = next;
        next = null;
        return result;
    }
}
