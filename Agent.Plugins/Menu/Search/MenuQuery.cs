namespace Agent.Plugins.Menu.Search;

/// <summary>One thing the query asks for: a word, a run of characters, or a phrase that has synonyms.</summary>
/// <param name="Direct">As it was written, together or apart.</param>
/// <param name="Close">That, or mended, or by another name.</param>
internal sealed record Slot(Expression Direct, Expression Close);

/// <summary>A person's words, ready to be searched and judged.</summary>
/// <param name="Key">For names that are the query.</param>
/// <param name="Terms">Distinct; expressions name them by their place here.</param>
/// <param name="Mended">The query with unknown words replaced, for platforms that search by themselves; null where every word is known.</param>
internal sealed record MenuQuery(string Text, string Key, IReadOnlyList<Slot> Slots, IReadOnlyList<string> Terms, string? Mended)
{
    public const int LongestText = 200;

    private const int MostTokens = 24;

    public static MenuQuery Parse(string? text, Vocabulary vocabulary, Lexicon lexicon)
    {
        var clean = Words.Clean(text ?? "", LongestText);
        var tokens = Words.Split(clean).SelectMany(t => t.IsRun ? lexicon.Cut(t.Text) : [t]).Take(MostTokens).ToArray();
        var telling = tokens.Where(t => !lexicon.IsIgnored(t)).ToArray();
        if (telling.Length > 0) tokens = telling;
        var builder = new Builder(tokens, vocabulary, lexicon);
        return new MenuQuery(clean, Words.Key(tokens), builder.Slots, builder.Terms, builder.Mended);
    }

    private sealed class Builder
    {
        private readonly Token[] _tokens;
        private readonly Vocabulary _vocabulary;
        private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

        public Builder(Token[] tokens, Vocabulary vocabulary, Lexicon lexicon)
        {
            (_tokens, _vocabulary) = (tokens, vocabulary);
            var mended = new List<string>();
            for (var at = 0; at < tokens.Length;)
            {
                var phrase = lexicon.PhraseAt(tokens, at);
                var count = phrase?.Tokens.Count ?? 1;
                var direct = Enumerable.Range(at, count).Select(Direct).ToArray();
                var close = new List<Expression>();
                if (phrase is null)
                {
                    var resembling = Resembling(at, tokens[at]);
                    close.Add(direct[0]);
                    close.AddRange(resembling.Select(Term));
                    mended.Add(resembling.Count > 0 ? resembling[0] : tokens[at].Text);
                    Corrected |= resembling.Count > 0;
                }
                else
                {
                    close.Add(Expression.AllOf(direct));
                    close.AddRange(phrase.Others.Select(o => Expression.AllOf([.. o.Select(Plain)])));
                    mended.AddRange(phrase.Tokens.Select(t => t.Text));
                }

                Slots.Add(new Slot(Expression.AllOf(direct), Expression.AnyOf(close)));
                at += count;
            }

            Mended = Corrected ? string.Join(' ', mended) : null;
        }

        public List<Slot> Slots { get; } = [];

        public List<string> Terms { get; } = [];

        public string? Mended { get; }

        private bool Corrected { get; set; }

        private Expression Direct(int at)
        {
            var token = _tokens[at];
            if (token.IsRun) return Plain(token);
            var ways = new List<Expression> { Plain(token) };
            if (!_vocabulary.IsNamed(Words.Stem(token.Text)) && Compounds.Split(token.Text, _vocabulary.IsNamed) is { Count: > 0 } parts) ways.Add(Expression.AllOf([.. parts.Select(Term)]));
            if (at > 0) AddJoined(ways, _tokens[at - 1], token);
            if (at < _tokens.Length - 1) AddJoined(ways, token, _tokens[at + 1]);
            return Expression.AnyOf(ways);
        }

        private void AddJoined(List<Expression> ways, Token left, Token right)
        {
            if (left.IsRun || right.IsRun) return;
            var joined = Words.Stem(left.Text + right.Text);
            if (_vocabulary.IsNamed(joined)) ways.Add(Term(joined));
        }

        /// <summary>A run of characters needs no dictionary: every character must stand beside one of its neighbours.</summary>
        private Expression Plain(Token token)
        {
            if (!token.IsRun) return Term(Words.Stem(token.Text));
            var pairs = Words.Pairs(token.Text).Select(Term).ToArray();
            if (pairs.Length < 4) return Expression.AllOf(pairs.Length == 3 ? [pairs[0], pairs[2]] : pairs);
            var needed = new List<Expression> { pairs[0], pairs[^1] };
            for (var i = 2; i < pairs.Length - 1; i++) needed.Add(Expression.AnyOf([pairs[i - 1], pairs[i]]));
            return Expression.AllOf(needed);
        }

        private IReadOnlyList<string> Resembling(int at, Token token)
        {
            if (token.IsRun) return [];
            var stem = Words.Stem(token.Text);
            if (_vocabulary.IsNamed(stem) || Compounds.Split(token.Text, _vocabulary.IsNamed).Count > 0) return [];
            if (at > 0 && IsJoined(_tokens[at - 1], token)) return [];
            if (at < _tokens.Length - 1 && IsJoined(token, _tokens[at + 1])) return [];
            return _vocabulary.Resembling(stem);
        }

        private bool IsJoined(Token left, Token right) => !left.IsRun && !right.IsRun && _vocabulary.IsNamed(Words.Stem(left.Text + right.Text));

        private Expression Term(string term)
        {
            if (!_places.TryGetValue(term, out var place))
            {
                place = Terms.Count;
                _places.Add(term, place);
                Terms.Add(term);
            }

            return new Expression.Term(place);
        }
    }
}
