package store.retro;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.mongodb.ConnectionString;
import java.util.List;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.dockerclient.DockerClientProviderStrategy;
import org.testcontainers.mongodb.MongoDBContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/** A MongoDB in a container, a replica set of one; it is removed when the JVM ends. */
final class ContainerDatabase {

    /** What Testcontainers starts beside a container, to remove it when this JVM was killed. */
    static final String REAPER = "testcontainers/ryuk:0.14.0";

    private final String image;
    private volatile String doing = "looking for Docker";

    ContainerDatabase(String image) {
        this.image = image;
    }

    /** What {@link #start} is at, for whoever waits for it. */
    String doing() {
        return doing;
    }

    /**
     * The images that starting would pull. Testcontainers' own way to ask whether Docker answers pulls one already.
     *
     * @throws RuntimeException where no Docker answers
     */
    List<String> missingImages() {
        DockerClient docker = docker();
        boolean reaped = !Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"));
        return Stream.concat(reaped ? Stream.of(REAPER) : Stream.empty(), Stream.of(image))
                .map(name -> ImageNameSubstitutor.instance().apply(DockerImageName.parse(name)))
                .map(DockerImageName::asCanonicalNameString)
                .filter(name -> !isHere(docker, name))
                .toList();
    }

    /**
     * Pulls what is missing, in one attempt, and starts it. The fail points of the fault tests need test commands,
     * which the container's own replica set command leaves out.
     */
    @SuppressWarnings("resource") // Testcontainers removes it when the JVM ends
    ConnectionString start() throws InterruptedException {
        for (String missing : missingImages()) {
            doing = "pulling " + missing;
            pull(DockerImageName.parse(missing));
        }
        doing = "starting " + image;
        MongoDBContainer container = new MongoDBContainer(
                        DockerImageName.parse(image).asCompatibleSubstituteFor("mongo"))
                .withReplicaSet()
                .withCommand("--replSet", "rs0", "--setParameter", "enableTestCommands=1", "--bind_ip_all");
        container.start();
        return new ConnectionString(container.getReplicaSetUrl("retro"));
    }

    private static void pull(DockerImageName name) throws InterruptedException {
        docker().pullImageCmd(name.getUnversionedPart())
                .withTag(name.getVersionPart())
                .exec(new PullImageResultCallback())
                .awaitCompletion();
    }

    private static boolean isHere(DockerClient docker, String name) {
        try {
            docker.inspectImageCmd(name).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static DockerClient docker() {
        return DockerClientProviderStrategy.getClientForConfig(
                DockerClientFactory.instance().getTransportConfig());
    }
}
