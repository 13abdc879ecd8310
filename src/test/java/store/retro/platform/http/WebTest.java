package store.retro.platform.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import store.retro.platform.security.Tokens;

/** A test of this room alone, with a controller that stands for the other rooms. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ActiveProfiles(TestController.SLICE)
@WebMvcTest(TestController.class)
@Import({WebConfiguration.class, Tokens.class})
public @interface WebTest {}
