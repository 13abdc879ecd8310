package store.retro.platform.http;

import org.springframework.util.unit.DataSize;

/**
 * A path to which larger bodies may be sent than to others. Each room has a bean of this type for each of its own.
 *
 * @param path without the context path, to the letter
 */
public record LargeBody(String path, DataSize most) {}
