using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Pricing;

namespace Agent.Express.Understanding;

/// <summary>Lexemes to an <see cref="Utterance"/>: one pass that takes times, bounds, places, options and counts into their slots; what is left over names items.</summary>
internal sealed class Grammar(Lexicon lexicon)
{
    /// <summary>More than anyone types; what is beyond it is not read, and the person is told.</summary>
    public const int Limit = 2000;

    private readonly Lexer _lexer = new(lexicon);

    public Utterance Read(string message, Language language, DateTimeOffset now)
    {
        var text = Folding.Clean(message, Limit).Trim();
        return new Reading(text, _lexer.Read(language, text), now, message.Length > Limit).Run();
    }

    /// <summary>The state of one pass.</summary>
    private sealed class Reading(string text, List<Lexeme> lexemes, DateTimeOffset now, bool cut)
    {
        private readonly List<WishBuilder> _wishes = [];
        private readonly HashSet<string> _acts = new(StringComparer.Ordinal);
        private readonly List<string> _dietary = [];
        private WishBuilder _wish = new(WishKind.Add);
        private WishKind _kind = WishKind.Add;
        private Preference? _prefer;
        private string? _address, _time, _note, _category, _method, _topic, _excluded;
        private bool _pickup, _yes, _no, _not, _words, _unclear;
        private long? _maxPrice;
        private Language? _speak;

        public Utterance Run()
        {
            for (var at = 0; at < lexemes.Count;) at += Take(at);
            EndWish();
            Settle();
            return new()
            {
                Intent = IntentReader.Of(_acts, [.. _wishes.Select(w => w.Kind)], lexemes, new(HasItems(), _maxPrice is not null || _dietary.Count > 0 || (_category is not null && !_words), _address is not null || _pickup || _time is not null || _note is not null, _prefer is not null, _wishes.Exists(w => w.Ordinal is not null), _yes, _no, _speak is not null, _method is not null, text.AsSpan().ContainsAny('?', '？'))),
                Wishes = [.. _wishes.Select(w => w.Build())],
                Prefer = _prefer,
                Address = _address,
                Pickup = _pickup,
                Time = _time,
                Note = _note,
                MaxPriceMinor = _maxPrice,
                Dietary = _dietary,
                Category = _category,
                Ordinal = _wishes.Find(w => w.Ordinal is not null)?.Ordinal,
                Method = _method,
                Speak = _speak,
                Topic = _topic,
                Text = text,
                Cut = cut,
                Excluded = _excluded,
                Unclear = _unclear,
                Yes = _yes,
                No = _no,
            };
        }

        private int Take(int at)
        {
            var lexeme = lexemes[at];
            if (TimeReader.Read(lexemes, at, now, out var time) is var taken and > 0)
            {
                _time = time;
                return taken;
            }

            if (Bound(at) is var bound and > 0) return bound;
            var not = _not;
            _not = false;
            switch (lexeme.Kind)
            {
                case ConceptKind.And:
                    EndWish();
                    break;
                case ConceptKind.Stop:
                    EndWish();
                    break;
                case ConceptKind.Act:
                    return Act(at);
                case ConceptKind.Number:
                    return Count(at);
                case ConceptKind.Ordinal:
                    _wish.Ordinal = (int)lexeme.Number;
                    break;
                case ConceptKind.Option:
                    _wish.AddChoice(lexeme.Value);
                    break;
                case ConceptKind.Loose:
                    Loose(at, not);
                    break;
                case ConceptKind.Not:
                    _not = true;
                    _no |= at + 1 == lexemes.Count || lexemes[at + 1].Kind is ConceptKind.And or ConceptKind.Stop;
                    break;
                case ConceptKind.Allergen:
                    if (not || lexeme.Value.StartsWith(Dietary.FreeOfPrefix, StringComparison.Ordinal)) AddDiet(lexeme.Value.StartsWith(Dietary.FreeOfPrefix, StringComparison.Ordinal) ? lexeme.Value : Dietary.FreeOfPrefix + lexeme.Value);
                    else Word(lexeme);
                    _not = not && at + 2 < lexemes.Count && lexemes[at + 1].Kind == ConceptKind.And && lexemes[at + 2].Kind == ConceptKind.Allergen;
                    break;
                case ConceptKind.Diet:
                    AddDiet(lexeme.Value);
                    break;
                case ConceptKind.Category:
                    _category ??= lexeme.Value;
                    _wish.AddWord(lexeme);
                    break;
                case ConceptKind.Prefer:
                    _prefer = lexeme.Value switch { "fastest" => Preference.Fastest, "best_rated" => Preference.BestRated, _ => Preference.Cheapest };
                    break;
                case ConceptKind.Place:
                    _address = lexeme.Value;
                    break;
                case ConceptKind.Relation:
                    return Relation(at);
                case ConceptKind.Reference:
                    if (lexeme.Value == "more") _acts.Add("more");
                    _wish.Reference = lexeme.Value;
                    break;
                case ConceptKind.Method:
                    _method = lexeme.Value;
                    break;
                case ConceptKind.Speak:
                    _speak = Enum.Parse<Language>(lexeme.Value, ignoreCase: true);
                    break;
                case ConceptKind.Yes:
                    _yes = true;
                    break;
                case ConceptKind.No:
                    _no = true;
                    break;
                case ConceptKind.Word when not:
                    return Excluded(at);
                case ConceptKind.Word:
                    Word(lexeme);
                    break;
                case ConceptKind.Time when lexeme.Text == "点":
                    // O'clock after a number, otherwise "to order".
                    _acts.Add("order");
                    Start(WishKind.Add);
                    break;
                default:
                    _not = not;
                    break;
            }

            return 1;
        }

        private void Word(Lexeme lexeme)
        {
            _words = true;
            _wish.AddWord(lexeme);
        }

        private int Act(int at)
        {
            var value = lexemes[at].Value;
            if (value.StartsWith("talk_", StringComparison.Ordinal)) _topic ??= value["talk_".Length..];
            _acts.Add(value.StartsWith("talk_", StringComparison.Ordinal) ? "talk" : value);
            switch (value)
            {
                case "pickup":
                    _pickup = true;
                    break;
                case "note":
                    var from = lexemes[at].End;
                    while (from < text.Length && (text[from] is ':' or '：' || char.IsWhiteSpace(text[from]))) from++;
                    _note = text[from..].Trim();
                    return lexemes.Count - at;
                case "order" or "add" or "search":
                    Start(WishKind.Add);
                    break;
                case "change" or "remove":
                    var kind = value == "change" ? WishKind.Set : WishKind.Remove;

                    // "Nimm den Latte raus", 拿铁改成大杯: the verb follows what it is about.
                    if (_wish.HasWords && _wish is { Kind: WishKind.Add, Quantity: null } && !_acts.Contains("order") && !_acts.Contains("add")) _wish.Kind = kind;
                    else Start(kind);
                    break;
                case "swap":
                    // 把A换成B: what stands before the word is what goes.
                    if (_wish.HasWords || _wish.Reference is not null)
                    {
                        _wish.Kind = WishKind.Swap;
                        Start(WishKind.Add);
                    }
                    else
                    {
                        Start(WishKind.Swap);
                    }

                    break;
            }

            return 1;
        }

        private int Relation(int at)
        {
            var lexeme = lexemes[at];
            switch (lexeme.Value)
            {
                case "instead":
                    // "A instead of B": B goes.
                    _acts.Add("swap");
                    Start(WishKind.Swap);
                    break;
                case not "instead" when _wish.Kind == WishKind.Swap || (_wish.Kind == WishKind.Set && lexeme.Value is "to" or "for"):
                    if ((_wish.HasWords || _wish.Reference is not null) && (_wish.Kind == WishKind.Swap || NextIsWord(at + 1)))
                    {
                        _wish.Kind = WishKind.Swap;
                        _acts.Add("swap");
                        Start(WishKind.Add);
                    }

                    break;
                case "to" when _wish is { HasOptions: true, HasWords: false } && _acts.Contains("add"):
                    // "Add pearls to the latte".
                    _wish.Kind = WishKind.Set;
                    break;
                case "to":
                    return Address(at);
                case "for" when _wish.HasWords || _wish.Quantity is not null:
                    return 1 + Beneficiary(at + 1);
            }

            return 1;
        }

        /// <summary>"To" and words that nothing else explains are an address in the person's own words.</summary>
        private int Address(int at)
        {
            var end = at + 1;
            while (end < lexemes.Count && lexemes[end].Kind == ConceptKind.Filler) end++;
            var numbered = _wish.HasWords && end + 1 < lexemes.Count && lexemes[end].Kind == ConceptKind.Number && lexemes[end + 1].Kind == ConceptKind.Word;
            if (end >= lexemes.Count || (lexemes[end].Kind != ConceptKind.Word && !numbered)) return 1;
            var start = end;
            while (end < lexemes.Count && lexemes[end].Kind is ConceptKind.Word or ConceptKind.Number or ConceptKind.Filler or ConceptKind.Measure) end++;
            _address = text[lexemes[start].Start..lexemes[end - 1].End];
            return end - at;
        }

        /// <summary>"For my kids" says who it is for, not what it is.</summary>
        private int Beneficiary(int at)
        {
            var end = at;
            while (end < lexemes.Count && lexemes[end].Kind is ConceptKind.Word or ConceptKind.Filler) end++;
            return end - at;
        }

        private bool NextIsWord(int at)
        {
            while (at < lexemes.Count && lexemes[at].Kind is ConceptKind.Filler or ConceptKind.Number or ConceptKind.Measure or ConceptKind.Option or ConceptKind.Loose) at++;
            return at < lexemes.Count && lexemes[at].Kind is ConceptKind.Word or ConceptKind.Category;
        }

        private int Count(int at)
        {
            var number = lexemes[at].Number;
            var next = at + 1;
            while (next < lexemes.Count && lexemes[next].Kind == ConceptKind.Measure) next++;
            var isMore = next < lexemes.Count && lexemes[next].Is(ConceptKind.Reference, "more");
            if (isMore)
            {
                _acts.Add("more");
                _wish.Reference = "more";
                next++;
            }

            var quantity = number >= long.MaxValue ? long.MaxValue : number <= long.MinValue ? long.MinValue : (long)decimal.Floor(number);
            if (_wish.HasWords && (_wish.Quantity is not null || (next - at == 1 && next < lexemes.Count && lexemes[next].Kind is ConceptKind.Word or ConceptKind.Category))) EndWish();
            _wish.Quantity = quantity;
            return next - at;
        }

        private void Loose(int at, bool not)
        {
            var lexeme = lexemes[at];
            if (not)
            {
                _wish.AddWithout(lexeme.Value);
                _not = at + 2 < lexemes.Count && lexemes[at + 1].Kind == ConceptKind.And && lexemes[at + 2].Kind == ConceptKind.Loose;
                return;
            }

            // After "with" or a comma it is an option; beside a name it may be part of it.
            var named = at + 1 < lexemes.Count && lexemes[at + 1].Kind is ConceptKind.Word or ConceptKind.Category or ConceptKind.Loose;
            var follows = at > 0 && lexemes[at - 1].Kind is ConceptKind.Word or ConceptKind.Category or ConceptKind.Loose;
            var begins = at == 0 || lexemes[at - 1].Kind is ConceptKind.Number or ConceptKind.Measure;
            if (named || follows || (begins && !_wish.HasWords)) _wish.AddLoose(lexeme, lexeme.Value);
            else _wish.AddChoice(lexeme.Value);
        }

        /// <summary>"No onions": what is no option of the item goes to the store as a note.</summary>
        private int Excluded(int at)
        {
            var end = at;
            while (end < lexemes.Count && lexemes[end].Kind is ConceptKind.Word or ConceptKind.Category) end++;
            _excluded ??= text[lexemes[at].Start..lexemes[end - 1].End];
            var start = at;
            while (start > 0 && lexemes[start - 1].Kind is ConceptKind.Not) start--;
            var note = text[lexemes[start].Start..lexemes[end - 1].End];
            _note = _note is null ? note : $"{_note}, {note}";
            return end - at;
        }

        /// <summary>"Under 30", "30 yuan at most".</summary>
        private int Bound(int at)
        {
            var (next, before) = (at, false);
            if (lexemes[next].Kind == ConceptKind.Below) (before, next) = (true, next + 1);
            while (next < lexemes.Count && lexemes[next].Kind is ConceptKind.Currency or ConceptKind.Filler && before) next++;
            if (next < lexemes.Count && lexemes[next].Kind == ConceptKind.Currency) next++;
            if (next >= lexemes.Count || lexemes[next].Kind != ConceptKind.Number) return 0;
            var number = lexemes[next++].Number;
            while (next < lexemes.Count && (lexemes[next].Kind == ConceptKind.Currency || lexemes[next].Text == "块")) next++;
            if (!before)
            {
                if (next >= lexemes.Count || lexemes[next].Kind != ConceptKind.Below) return 0;
                next++;
            }

            if (number is > 0 and < 1_000_000_000) _maxPrice = (long)(number * 100);
            return next - at;
        }

        private void AddDiet(string filter)
        {
            if (!_dietary.Contains(filter)) _dietary.Add(filter);
        }

        private void Start(WishKind kind)
        {
            if (_wish.HasWords || _wish.Quantity is not null || _wish.Reference is not null || _wish.HasOptions) EndWish();
            _kind = kind;
            _wish.Kind = kind;
        }

        private void EndWish()
        {
            if (_wish.IsEmpty) return;
            var last = _wishes.Count > 0 ? _wishes[^1] : null;
            if (_wish is { Kind: WishKind.Swap, HasWords: false, Reference: null, Ordinal: null }) _wish.Kind = WishKind.Set;
            var bare = !_wish.HasWords && _wish.Reference is null && _wish.Ordinal is null;
            if (bare && last is not null && (_wish.Quantity is null || last.Quantity is null) && last.Kind == _wish.Kind) last.Absorb(_wish);
            else _wishes.Add(_wish);
            if (_wish.Kind == WishKind.Swap || (_kind == WishKind.Add && _wish.Kind != WishKind.Add)) _kind = WishKind.Add;
            _wish = new(_kind);
        }

        /// <summary>Options that came before their item, or were said of all.</summary>
        private void Settle()
        {
            for (var i = 0; i + 1 < _wishes.Count; i++)
            {
                var wish = _wishes[i];
                if (wish.HasWords || wish.Quantity is not null || wish.Reference is not null || wish.Ordinal is not null || !_wishes[i + 1].HasWords) continue;
                _wishes[i + 1].Absorb(wish);
                _wishes.RemoveAt(i--);
            }

            Split();
            for (var i = _wishes.Count - 1; i > 0; i--)
            {
                if (_wishes[i].Reference != "all" || _wishes[i].HasWords || !_wishes[i].HasOptions || !_wishes.Exists(w => w.HasWords)) continue;
                foreach (var wish in _wishes)
                    if (wish.HasWords && wish.Kind == WishKind.Add) wish.Absorb(_wishes[i]);
                _wishes.RemoveAt(i);
            }
        }

        /// <summary>"Three, one with less ice" is two and one; where the counts do not add up, nothing is assumed.</summary>
        private void Split()
        {
            for (var i = 0; i < _wishes.Count; i++)
            {
                var part = _wishes[i];
                if (part.HasWords || part.Quantity is not { } count || part.Reference is not null || part.Kind != WishKind.Add || !HasItems()) continue;
                var whole = _wishes.FindLastIndex(i, w => w.HasWords && w.Kind == WishKind.Add);
                if (whole >= 0 && count > 0 && _wishes[whole].Quantity > count && part.HasOptions)
                {
                    _wishes[whole].Quantity -= count;
                    part.NameLike(_wishes[whole]);
                }
                else
                {
                    _unclear = true;
                }
            }

            // 把拿铁换成大杯: only the option is replaced.
            for (var i = 0; i + 1 < _wishes.Count; i++)
            {
                if (_wishes[i].Kind != WishKind.Swap || _wishes[i + 1] is not { HasWords: false, Kind: WishKind.Add, Reference: null }) continue;
                _wishes[i].Kind = WishKind.Set;
                _wishes[i].Absorb(_wishes[i + 1]);
                _wishes.RemoveAt(i + 1);
            }
        }

        private bool HasItems() => _wishes.Exists(w => w.HasWords);
    }
}
