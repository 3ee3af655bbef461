package dev.tollgate.routing.quality;

/**
 * Words that tell what kind of work is asked for, in any subject.
 *
 * <p>Looked up by hash, so that no string is made of a word: the table is filled once and only
 * read.
 */
@SuppressWarnings("EnumOrdinal") // Arrays by ordinal are what an EnumMap is, without its boxes.
final class CueWords {

  /** A kind of words, counted for itself. */
  enum Cue {
    WHICH("which what"),
    WHO("who whom whose where when"),
    WHY("why explain because reason reasons cause"),
    HOW("how"),
    AMOUNT("many much total sum average difference per each times half twice remaining left"),
    NEGATION("not no never except least none neither nor cannot false incorrect without"),
    CALCULATE(
        "calculate find compute determine evaluate solve value simplify equation function"
            + " probability percent percentage ratio rate number numbers integer integers"),
    LOGIC("if then all some every any implies prove therefore either both only unless given let"),
    CODE(
        "code python java program algorithm array string list return returns def class int input"
            + " output loop element elements tuple dictionary"),
    WRITE(
        "write describe summarize translate essay story poem email letter create design generate"
            + " draft compose rewrite"),
    PERSON("he she his her him they their them man woman owner patient boy girl son"),
    SPEAKER("i you my your me we our"),
    CHOICE("following statement statements true correct best most likely option answer choose"),
    PLAIN("the of a an to in is and that for on with as by at from are was it be this which or");

    private final String words;

    Cue(String words) {
      this.words = words;
    }
  }

  private static final int SLOTS = 1 << 10;
  private static final int[] HASHES = new int[SLOTS];
  private static final byte[] CUES = new byte[SLOTS];

  static {
    for (Cue cue : Cue.values()) {
      for (String word : cue.words.split(" ", -1)) {
        int hash = hash(word);
        int slot = slot(hash);
        while (CUES[slot] != 0 && HASHES[slot] != hash) {
          slot = (slot + 1) & (SLOTS - 1);
        }
        HASHES[slot] = hash;
        CUES[slot] = (byte) (cue.ordinal() + 1);
      }
    }
  }

  private CueWords() {}

  /** The ordinal of the cue whose word has that hash, or -1; one cue a word. */
  static int cue(int hash) {
    int slot = slot(hash);
    while (CUES[slot] != 0) {
      if (HASHES[slot] == hash) {
        return CUES[slot] - 1;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    return -1;
  }

  /** The hash of a word in lower case, as a scan makes it letter by letter. */
  static int hash(String word) {
    int hash = 0;
    for (int i = 0; i < word.length(); i++) {
      hash = 31 * hash + word.charAt(i);
    }
    return hash;
  }

  private static int slot(int hash) {
    return (hash * 0x9e3779b1) >>> 22;
  }
}
