// Checks many EPUB files with EPUBCheck in one start of Java.
//   epub-check-batch     a FILE a line on standard input; for each message a line "FILE<TAB>SEVERITY<TAB>ID<TAB>PLACE<TAB>TEXT", and
//                        "FILE<TAB>DONE" at its end
import com.adobe.epubcheck.api.*;
import com.adobe.epubcheck.messages.*;
import com.adobe.epubcheck.util.FeatureEnum;
import java.io.*;
import java.nio.charset.StandardCharsets;

public class EpubCheckBatch {
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String name; (name = in.readLine()) != null; ) {
            final String file = name;
            MasterReport report = new MasterReport() {
                @Override public void message(Message message, EPUBLocation at, Object... about) {
                    say(out, file, message.getSeverity(), message.getID(), at, message.getMessage(about));
                }
                @Override public void info(String resource, FeatureEnum feature, String value) {}
                @Override public int generate() { return 0; }
                @Override public void initialize() {}
            };
            try {
                new EpubCheck(new File(file), report).doValidate();
            } catch (Throwable fault) {
                say(out, file, "FATAL", "CRASH", null, fault.toString());
            }
            out.println(file + "\tDONE");
        }
    }

    static void say(PrintStream out, String file, Object severity, Object id, EPUBLocation at, String text) {
        String place = at == null ? "" : at.getPath() + ":" + at.getLine() + ":" + at.getColumn();
        out.println(file + "\t" + severity + "\t" + id + "\t" + place + "\t" + text.replaceAll("\\s+", " "));
    }
}
