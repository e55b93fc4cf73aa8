using System.Text;

namespace Agent.Plugins.Menu.Search;

/// <summary>Which terms an item must have. The same expression is asked of FTS5 and judged on an item here.</summary>
internal abstract record Expression
{
    /// <param name="found">Where the item has each of the query's terms.</param>
    public abstract bool Holds(ReadOnlySpan<Columns> found, Columns within);

    /// <summary>Terms hold letters and digits only and are quoted all the same, so that nothing a person types is ever FTS5 syntax.</summary>
    public abstract void Write(StringBuilder fts, IReadOnlyList<string> terms);

    /// <summary>The places of its terms in the query's list.</summary>
    public abstract IEnumerable<int> Terms { get; }

    public static Expression AllOf(IReadOnlyList<Expression> parts) => parts.Count == 1 ? parts[0] : new All(parts);

    public static Expression AnyOf(IReadOnlyList<Expression> parts) => parts.Count == 1 ? parts[0] : new Any(parts);

    /// <param name="Index">In the query's list of terms.</param>
    internal sealed record Term(int Index) : Expression
    {
        public override IEnumerable<int> Terms => [Index];

        public override bool Holds(ReadOnlySpan<Columns> found, Columns within) => (found[Index] & within) != 0;

        public override void Write(StringBuilder fts, IReadOnlyList<string> terms) => fts.Append('"').Append(terms[Index]).Append('"');
    }

    private sealed record All(IReadOnlyList<Expression> Parts) : Expression
    {
        public override IEnumerable<int> Terms => Parts.SelectMany(p => p.Terms);

        public override bool Holds(ReadOnlySpan<Columns> found, Columns within)
        {
            foreach (var part in Parts)
                if (!part.Holds(found, within)) return false;
            return true;
        }

        public override void Write(StringBuilder fts, IReadOnlyList<string> terms) => Join(fts, Parts, " AND ", terms);
    }

    private sealed record Any(IReadOnlyList<Expression> Parts) : Expression
    {
        public override IEnumerable<int> Terms => Parts.SelectMany(p => p.Terms);

        public override bool Holds(ReadOnlySpan<Columns> found, Columns within)
        {
            foreach (var part in Parts)
                if (part.Holds(found, within)) return true;
            return false;
        }

        public override void Write(StringBuilder fts, IReadOnlyList<string> terms) => Join(fts, Parts, " OR ", terms);
    }

    private static void Join(StringBuilder fts, IReadOnlyList<Expression> parts, string by, IReadOnlyList<string> terms)
    {
        fts.Append('(');
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0) fts.Append(by);
            parts[i].Write(fts, terms);
        }

        fts.Append(')');
    }
}
