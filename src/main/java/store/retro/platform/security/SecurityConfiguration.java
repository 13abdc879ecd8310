package store.retro.platform.security;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.RequestMatcher;
import store.retro.platform.http.Cors;
import store.retro.platform.http.WebProperties;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemWriter;
import store.retro.platform.problem.StartRefusedException;

/** Who may call what: a few endpoints are open, everything else wants a bearer token, paths that do not exist too. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
@EnableWebSecurity
class SecurityConfiguration {

    private static final String HEALTH = "GET /actuator/health";

    @Bean
    PublicEndpoints generalEndpoints() {
        return new PublicEndpoints(
                List.of("GET /problems/{code}", HEALTH, HEALTH + "/liveness", HEALTH + "/readiness"));
    }

    @Bean
    SecurityFilterChain storeSecurity(
            HttpSecurity http,
            ObjectProvider<JwtDecoder> decoders,
            AccessRules access,
            ObjectProvider<PagePolicy> pages,
            JwtTimestampValidator times,
            SecurityProperties properties,
            WebProperties web,
            ProblemWriter problems,
            ProblemAuthenticationEntryPoint entryPoint) {
        JwtDecoder tokens = rememberingTokens(decoders, times, properties);
        return http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // no cookie carries any right here, so there is nothing that another site could make a browser send
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .addFilter(Cors.filter(web, problems))
                .headers(headers -> BrowserHeaders.configure(
                        headers, access.open(), pages.stream().toList()))
                .authorizeHttpRequests(requests -> authorize(requests, access))
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(entryPoint).accessDeniedHandler(forbidding(problems)))
                .oauth2ResourceServer(server -> server.authenticationEntryPoint(entryPoint)
                        .jwt(jwt -> jwt.decoder(tokens))
                        .withObjectPostProcessor(answeringIssuerFailuresToo(entryPoint)))
                .build();
    }

    private static JwtDecoder rememberingTokens(
            ObjectProvider<JwtDecoder> decoders, JwtTimestampValidator times, SecurityProperties properties) {
        JwtDecoder decoder =
                Optional.ofNullable(decoders.getIfAvailable()).orElseThrow(SecurityConfiguration::noTokenKeys);
        OAuth2TokenValidator<Jwt> everyTime =
                new DelegatingOAuth2TokenValidator<>(List.of(times, SecurityConfiguration::requireSubject));
        return new CachingJwtDecoder(
                decoder, everyTime, properties.rolesClaim(), properties.tokenCacheSize(), Ticker.systemTicker());
    }

    private static StartRefusedException noTokenKeys() {
        return new StartRefusedException(
                "The store does not know whose tokens to trust: no key to verify them with is configured.", """
                    Set the issuer of your tokens, and the audience they are made for:
                        spring.security.oauth2.resourceserver.jwt.issuer-uri
                        spring.security.oauth2.resourceserver.jwt.audiences
                    Instead of issuer-uri, spring.security.oauth2.resourceserver.jwt.jwk-set-uri or \
                    spring.security.oauth2.resourceserver.jwt.public-key-location names the keys themselves.
                    To only try the store, start it with ./mvnw spring-boot:test-run, which makes its own.\
                    """);
    }

    /** The one place where path and role meet. */
    private static void authorize(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
            AccessRules access) {
        requests.requestMatchers(access.open())
                .permitAll()
                .requestMatchers("/actuator/prometheus")
                .hasAnyRole(AccessRules.METRICS, AccessRules.STAFF)
                .requestMatchers("/actuator/**")
                .hasRole(AccessRules.STAFF)
                .requestMatchers(access.clerks())
                .hasAnyRole(AccessRules.CLERK, AccessRules.STAFF)
                .requestMatchers(Cors.STAFF_PATHS)
                .hasRole(AccessRules.STAFF)
                .anyRequest()
                .authenticated();
    }

    /** Spring Boot's own lets a token without {@code exp} pass; this one is used in its place. */
    @Bean
    JwtTimestampValidator tokenTimes() {
        JwtTimestampValidator times = new JwtTimestampValidator(Duration.ofSeconds(60));
        times.setAllowEmptyExpiryClaim(false);
        return times;
    }

    /** RFC 9068 has access tokens say {@code at+jwt}; Spring Security's own validator knows the older name alone. */
    @Bean
    JwtTypeValidator tokenTypes() {
        JwtTypeValidator types = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        types.setAllowEmpty(true);
        return types;
    }

    @Bean
    JwtAuthenticationConverter tokenRoles(SecurityProperties properties, ObjectProvider<StaffClient> staffClient) {
        JwtAuthenticationConverter roles = new JwtAuthenticationConverter();
        roles.setJwtGrantedAuthoritiesConverter(
                new RolesConverter(properties.rolesClaim(), staffClient.getIfAvailable()));
        return roles;
    }

    /** A stale token in a browser must not lock its owner out of what anyone may see. */
    @Bean
    BearerTokenResolver tokenUnlessOpen(AccessRules access) {
        RequestMatcher open = access.open();
        BearerTokenResolver resolver = new DefaultBearerTokenResolver();
        return request -> open.matches(request) ? null : resolver.resolve(request);
    }

    /** Spring's strict firewall for paths; methods and header values are judged by those who read them. */
    @Bean
    HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        firewall.setAllowedHeaderValues(value -> true);
        return firewall;
    }

    @Bean
    RequestRejectedHandler rejectedRequests(ProblemWriter problems) {
        return (request, response, e) -> problems.write(
                request, response, GeneralProblem.MALFORMED_REQUEST, "The request line is not well-formed.");
    }

    private static AccessDeniedHandler forbidding(ProblemWriter problems) {
        return (request, response, e) -> problems.write(
                request, response, GeneralProblem.FORBIDDEN, "The token lacks the role that this operation asks for.");
    }

    private static OAuth2TokenValidatorResult requireSubject(Jwt token) {
        String subject = token.getSubject();
        return subject == null || subject.isBlank()
                ? OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "sub is missing", null))
                : OAuth2TokenValidatorResult.success();
    }

    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answeringIssuerFailuresToo(
            ProblemAuthenticationEntryPoint entryPoint) {
        return new ObjectPostProcessor<>() {
            @Override
            public <T extends BearerTokenAuthenticationFilter> T postProcess(T filter) {
                filter.setAuthenticationFailureHandler(entryPoint::commence);
                return filter;
            }
        };
    }
}
