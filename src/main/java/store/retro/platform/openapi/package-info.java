/** The description of the API, as OpenAPI sees it: merged from what the rooms say of themselves. */
@NullMarked
package store.retro.platform.openapi;

import org.jspecify.annotations.NullMarked;
