# The service, from its own sources. The target `service`, the last one and so the default, is what is shipped;
# `development` is the store of ./mvnw spring-boot:test-run, with seeds and /dev, made from the test classes.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY .mvn .mvn
COPY mvnw pom.xml lombok.config ./
COPY src src
# what Maven has downloaded once is there for the next build
RUN --mount=type=cache,target=/root/.m2 \
  ./mvnw -B -ntp package dependency:copy-dependencies -DskipTests -Dspotless.check.skip \
    -DincludeScope=test -DoutputDirectory=target/libraries
RUN java -Djarmode=tools -jar target/retro-store-*.jar extract --layers --application-filename store.jar \
  --destination extracted

FROM eclipse-temurin:25-jre AS base
RUN useradd --system --uid 10001 --no-create-home retro
WORKDIR /app
EXPOSE 8080
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 \
  CMD bash -c "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080} \
    && printf 'GET ${SERVER_SERVLET_CONTEXT_PATH%/}/actuator/health/readiness HTTP/1.0\r\n\r\n' >&3 && grep -q ' 200' <&3"

FROM base AS development
COPY --from=build /src/target/libraries/ ./libraries/
COPY --from=build /src/target/classes/ ./classes/
COPY --from=build /src/target/test-classes/ ./test-classes/
USER 10001
ENTRYPOINT ["java", "-XX:TieredStopAtLevel=1", "-cp", "test-classes:classes:libraries/*", \
  "store.retro.DevelopmentStore"]

# What a JVM remembers of a few hundred orders, placed here on the embedded engine: it starts in half the time with it.
# By the very JVM and under the very paths of the image, or the cache would be of no use there.
FROM base AS trained
COPY --from=build /src/extracted/dependencies/ ./
COPY --from=build /src/extracted/snapshot-dependencies/ ./
COPY --from=build /src/extracted/application/ ./
RUN --mount=from=build,source=/src/target,target=/training \
  java -cp "/training/test-classes:/training/classes:/training/libraries/*" \
    store.retro.bench.Training store.jar store.aot 500

FROM base AS service
COPY --from=trained /app/lib/ ./lib/
COPY --from=trained /app/store.aot /app/store.jar ./
USER 10001
# the full compiler has done sooner with what it inlines less of; docs/decisions/cold-start.md
ENTRYPOINT ["java", "-XX:AOTCache=store.aot", "-XX:FreqInlineSize=50", "-XX:InlineSmallCode=300", "-jar", "store.jar"]
