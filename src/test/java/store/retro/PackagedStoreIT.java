package store.retro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The artifact itself: what is not in it, and what it refuses to start without. */
class PackagedStoreIT {

    private static final String DATABASE = "--spring.mongodb.uri=mongodb://127.0.0.1:1/retro?replicaSet=rs0";
    private static final String KEYS =
            "--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://127.0.0.1:1/jwks.json";
    private static final String GATEWAY = "--store.payment.gateway=simulated";
    private static final String IMPATIENT = "--store.startup.database-timeout=1s";

    @Test
    void containsNeitherTheEngineNorWhatDevelopmentHas() throws IOException {
        try (JarFile jar = new JarFile(artifact().toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .contains("BOOT-INF/classes/store/retro/RetroStore.class")
                    .noneMatch(name -> name.contains("embedded") && name.contains("store/retro"))
                    .noneMatch(name -> name.contains("Development") || name.contains("/development/"))
                    .noneMatch(name -> name.contains("/lab/") || name.contains("BothStyles"))
                    .noneMatch(name -> name.contains("mongo-java-server") || name.contains("lombok"))
                    .noneMatch(name -> name.contains("spring-modulith"));
        }
    }

    @Test
    void containsItsBillOfMaterials() throws IOException {
        try (JarFile jar = new JarFile(artifact().toFile())) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .anyMatch(name -> name.startsWith("META-INF/sbom/") && name.endsWith(".json"));
        }
    }

    @Test
    void refusesToStartWithoutAnAddressOfItsDatabase() throws Exception {
        assertThat(outputOfStart(KEYS, GATEWAY)).contains("The property spring.mongodb.uri is missing");
    }

    @Test
    void refusesToStartWithoutAKeyForTokens() throws Exception {
        assertThat(outputOfStart(DATABASE, GATEWAY, IMPATIENT))
                .contains("spring.security.oauth2.resourceserver.jwt.issuer-uri");
    }

    @Test
    void refusesToStartWithoutAPaymentGateway() throws Exception {
        assertThat(outputOfStart(DATABASE, KEYS, IMPATIENT)).contains("store.payment.gateway");
    }

    @Test
    void refusesToStartWithoutADatabaseThatAnswers() throws Exception {
        assertThat(outputOfStart(DATABASE, KEYS, GATEWAY, IMPATIENT))
                .contains("No usable MongoDB server answered")
                .doesNotContain("\tat ");
    }

    @Test
    void refusesTheFormerPropertyOfTheAddress() throws Exception {
        assertThat(outputOfStart("--spring.data.mongodb.uri=mongodb://localhost/retro", KEYS, GATEWAY))
                .contains("spring.data.mongodb.uri is set, which Spring Boot 4 does not read");
    }

    @Test
    void saysWhatItCanDoWhenAskedForHelp() throws Exception {
        assertThat(output(0, "--help"))
                .startsWith("Usage: java -jar retro-store.jar")
                .contains("check --provider --since");
    }

    @Test
    void checksNothingWithoutATime() throws Exception {
        assertThat(output(2, "check", "--provider")).contains("--since");
    }

    private static String outputOfStart(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.add("--server.port=0");
        return output(1, all.toArray(String[]::new));
    }

    private static String output(int exitValue, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                artifact().toString()));
        command.addAll(Arrays.asList(arguments));
        Path output = Files.createTempFile("retro-store", ".log");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.matches("(SPRING|STORE|MONGODB|EMBEDDED)_.*"));
            Process process = builder.start();
            try {
                assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(exitValue);
            } finally {
                process.destroyForcibly();
            }
            return Files.readString(output, StandardCharsets.UTF_8);
        } finally {
            Files.delete(output);
        }
    }

    private static Path artifact() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("retro-store-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
