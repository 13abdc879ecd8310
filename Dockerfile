# The service, from its own sources: docker compose up builds it. Layers by how often they change.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY .mvn .mvn
COPY mvnw pom.xml lombok.config ./
COPY src src
RUN ./mvnw -B -ntp package dependency:copy-dependencies -DskipTests -Dspotless.check.skip -DincludeScope=test -DoutputDirectory=target/training
RUN java -Djarmode=tools -jar target/retro-store-*.jar extract --layers --application-filename store.jar --destination extracted

# What a JVM remembers of a few hundred orders, placed here on the embedded engine: it starts in half the time with it.
# By the very JVM and under the very paths of the image, or the cache would be of no use there.
FROM eclipse-temurin:25-jre AS trained
WORKDIR /app
COPY --from=build /src/extracted/dependencies/ ./
COPY --from=build /src/extracted/snapshot-dependencies/ ./
COPY --from=build /src/extracted/application/ ./
RUN --mount=from=build,source=/src/target,target=/training \
  java -cp "/training/test-classes:/training/classes:/training/training/*" store.retro.bench.Training store.jar store.aot 500

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --no-create-home retro
WORKDIR /app
COPY --from=trained /app/lib/ ./lib/
COPY --from=trained /app/store.aot /app/store.jar ./
USER 10001
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD bash -c "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /actuator/health/readiness HTTP/1.0\r\n\r\n' >&3 && grep -q ' 200' <&3"
ENTRYPOINT ["java", "-XX:AOTCache=store.aot", "-jar", "store.jar"]
