package store.retro.platform.mongo;

import org.springframework.data.mongodb.core.query.Criteria;

/**
 * Documents that somebody wants to read.
 *
 * @param type of what is stored; its collection is read
 */
public record UnionSource(Class<?> type, Criteria criteria) {}
