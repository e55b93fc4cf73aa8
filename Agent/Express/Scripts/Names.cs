using Agent.Express.Understanding;

namespace Agent.Express.Scripts;

/// <summary>Whether words name a thing, plural or not.</summary>
internal static class Names
{
    public static bool Covers(string name, string words)
    {
        var (units, wanted) = (Unit.Split(name), Unit.Split(words));
        if (wanted.Count == 0) return false;
        var whole = Folding.Fold(name);
        foreach (var word in wanted)
        {
            if (word.Kind == UnitKind.Mark) continue;
            if (word.Kind == UnitKind.Character ? !whole.Contains(word.Folded, StringComparison.Ordinal) : !units.Exists(u => Alike(u.Folded, word.Folded))) return false;
        }

        return true;
    }

    /// <summary>As <see cref="Covers"/>, where a word may also be the end of a longer one: croissants of "Buttercroissant".</summary>
    public static bool CoversParts(string name, string words)
    {
        var (units, wanted) = (Unit.Split(name), Unit.Split(words));
        return wanted.Count > 0 && wanted.TrueForAll(w => w.Kind == UnitKind.Word && w.Folded.Length >= 4 && units.Exists(u => u.Kind == UnitKind.Word && Ends(u.Folded, w.Folded)));
    }

    /// <summary>Whether a thing is in a name in any form: pork in "Pork and Cabbage Dumplings", Schwein in "Schweinefleisch".</summary>
    public static bool Holds(string name, string words)
    {
        var whole = Folding.Fold(name);
        var wanted = Unit.Split(words);
        return wanted.Count > 0 && wanted.TrueForAll(w => w.Kind == UnitKind.Mark || (w.Folded.Length >= 3 || w.Kind == UnitKind.Character ? whole.Contains(w.Folded, StringComparison.Ordinal) : Covers(name, w.Folded)));
    }

    public static bool Same(string left, string right)
    {
        var (a, b) = (Unit.Split(left), Unit.Split(right));
        if (a.Count != b.Count) return false;
        for (var i = 0; i < a.Count; i++)
            if (!Alike(a[i].Folded, b[i].Folded)) return false;
        return true;
    }

    private static bool Ends(string name, string word)
    {
        for (var from = Math.Max(0, name.Length - word.Length - 2); name.Length - from >= 3; from++)
            if (Alike(name[from..], word)) return true;
        return false;
    }

    /// <summary>Equal up to a plural's ending.</summary>
    private static bool Alike(string left, string right)
    {
        if (string.Equals(left, right, StringComparison.Ordinal)) return true;
        var (shorter, longer) = left.Length <= right.Length ? (left, right) : (right, left);
        return shorter.Length >= 3 && longer.Length - shorter.Length <= 2 && longer.StartsWith(shorter, StringComparison.Ordinal) && longer[shorter.Length..] is "s" or "es" or "n" or "en" or "e";
    }
}
