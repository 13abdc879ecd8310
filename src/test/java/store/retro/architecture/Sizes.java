package store.retro.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The lines of files, and those of methods as the compiler reads them, from the first annotation to the last brace. */
final class Sizes extends TreeScanner<Void, Void> {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private final CompilationUnitTree file;
    private final SourcePositions positions;
    private final int linesOfAMethod;
    private final List<String> found = new ArrayList<>();

    private Sizes(CompilationUnitTree file, SourcePositions positions, int linesOfAMethod) {
        this.file = file;
        this.positions = positions;
        this.linesOfAMethod = linesOfAMethod;
    }

    /** What is longer, with its lines. A nested class's method counts as one of its own and for what is around it. */
    static List<String> over(int linesOfAFile, int linesOfAMethod, String source) {
        JavacTask task = (JavacTask) COMPILER.getTask(null, null, null, null, null, List.of(new Text(source)));
        try {
            CompilationUnitTree file = task.parse().iterator().next();
            Sizes sizes = new Sizes(file, Trees.instance(task).getSourcePositions(), linesOfAMethod);
            sizes.note("file", source.lines().count(), linesOfAFile);
            sizes.scan(file, null);
            return sizes.found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Void visitMethod(MethodTree method, Void none) {
        long first = lineOf(positions.getStartPosition(file, method));
        long last = lineOf(positions.getEndPosition(file, method));
        note(method.getName().toString(), last - first + 1, linesOfAMethod);
        return super.visitMethod(method, none);
    }

    private long lineOf(long position) {
        return file.getLineMap().getLineNumber(position);
    }

    private void note(String what, long lines, int allowed) {
        if (lines > allowed) {
            found.add("%s: %d".formatted(what, lines));
        }
    }

    private static final class Text extends SimpleJavaFileObject {

        private final String source;

        Text(String source) {
            super(URI.create("source.java"), Kind.SOURCE);
            this.source = source;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
        }
    }
}
