package store.retro.platform.security;

import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.RequestMatcher;
import store.retro.platform.http.Cors;
import store.retro.platform.http.WebProperties;
import store.retro.platform.problem.ProblemExceptionHandler;
import store.retro.platform.problem.ProblemWriter;

/** Who may call what: a few paths are open, everything else wants a bearer token, paths that do not exist too. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableMethodSecurity
public class SecurityConfiguration {

    @Bean
    SecurityFilterChain storeSecurity(
            HttpSecurity http,
            ObjectProvider<JwtDecoder> decoders,
            ObjectProvider<PublicEndpoints> morePaths,
            JwtTimestampValidator times,
            WebProperties properties,
            ProblemWriter problems,
            ProblemAuthenticationEntryPoint challenge) {
        JwtDecoder decoder = Optional.ofNullable(decoders.getIfAvailable()).orElseThrow(NoTokenKeysException::new);
        OAuth2TokenValidator<Jwt> everyTime =
                new DelegatingOAuth2TokenValidator<>(List.of(times, SecurityConfiguration::requireSubject));
        JwtDecoder tokens = new CachingJwtDecoder(decoder, everyTime, properties.tokenCacheSize(), System::nanoTime);
        RequestMatcher open =
                PublicEndpoints.STORE.and(morePaths.orderedStream()).matcher();
        return http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // no cookie carries any right here, so there is nothing that another site could make a browser send
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .addFilter(Cors.filter(properties.cors(), problems))
                .headers(headers -> BrowserHeaders.configure(headers, open, properties))
                .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(open)
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .hasRole("staff")
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(challenge)
                        .accessDeniedHandler((request, response, e) ->
                                problems.write(request, response, ProblemExceptionHandler.rejection(e))))
                .oauth2ResourceServer(server -> server.authenticationEntryPoint(challenge)
                        .bearerTokenResolver(ignoredWhere(open))
                        .jwt(jwt -> jwt.decoder(tokens).jwtAuthenticationConverter(roles()))
                        .withObjectPostProcessor(answeringIssuerFailuresToo(challenge)))
                .build();
    }

    /** Spring Boot's own lets a token without {@code exp} pass; this one is used in its place. */
    @Bean
    JwtTimestampValidator tokenTimes() {
        JwtTimestampValidator times = new JwtTimestampValidator(Duration.ofSeconds(60));
        times.setAllowEmptyExpiryClaim(false);
        return times;
    }

    /**
     * Lets odd but well-formed paths through to 401 or 404: an id is an opaque string, and what is open is matched as
     * Spring MVC matches it.
     */
    @Bean
    HttpFirewall lenientPaths() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowSemicolon(true);
        firewall.setAllowBackSlash(true);
        firewall.setAllowNull(true);
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedDoubleSlash(true);
        firewall.setAllowUrlEncodedPeriod(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowUrlEncodedCarriageReturn(true);
        firewall.setAllowUrlEncodedLineFeed(true);
        firewall.setAllowUrlEncodedParagraphSeparator(true);
        firewall.setAllowUrlEncodedLineSeparator(true);
        firewall.setAllowedHeaderValues(value -> true);
        firewall.setAllowedParameterNames(name -> true);
        return firewall;
    }

    @Bean
    RequestRejectedHandler rejectedRequests(ProblemWriter problems) {
        return (request, response, e) -> problems.write(request, response, ProblemExceptionHandler.rejection(e));
    }

    private static OAuth2TokenValidatorResult requireSubject(Jwt token) {
        String subject = token.getSubject();
        return subject == null || subject.isBlank()
                ? OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "sub is missing", null))
                : OAuth2TokenValidatorResult.success();
    }

    /** A stale token in a browser must not lock its owner out of what anyone may see. */
    private static BearerTokenResolver ignoredWhere(RequestMatcher open) {
        BearerTokenResolver resolver = new DefaultBearerTokenResolver();
        return request -> open.matches(request) ? null : resolver.resolve(request);
    }

    private static JwtAuthenticationConverter roles() {
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(token -> token.getClaim("roles") instanceof List<?> roles
                ? roles.stream()
                        .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                        .toList()
                : List.of());
        return converter;
    }

    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answeringIssuerFailuresToo(
            ProblemAuthenticationEntryPoint challenge) {
        return new ObjectPostProcessor<>() {
            @Override
            public <T extends BearerTokenAuthenticationFilter> T postProcess(T filter) {
                filter.setAuthenticationFailureHandler(challenge::commence);
                return filter;
            }
        };
    }
}
