using Agent.Planning;
using Agent.Plugins;
using Agent.Plugins.Menu;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;

namespace Agent.Express.Understanding;

/// <summary>One pass over the lexemes: takes times, bounds, places, options and counts into their slots; what is left over names items.</summary>
internal sealed class Reading(string text, List<Lexeme> lexemes, DateTimeOffset now, bool cut)
{
    private readonly WishList _wishes = new();
    private readonly HashSet<string> _acts = new(StringComparer.Ordinal);
    private readonly List<string> _dietary = [];
    private Preference? _prefer;
    private readonly DestinationReading _destination = new(text, lexemes);
    private string? _time, _note, _category, _method, _topic, _excluded;
    private bool _pickup, _yes, _no, _not, _words, _partly, _swapped;
    private long? _maxPrice;
    private Language? _speak;

    private WishBuilder Wish => _wishes.Current;

    public Utterance Run()
    {
        for (var at = 0; at < lexemes.Count;) at += Take(at);
        _wishes.End();
        _wishes.Settle();
        if (_time == "asap") _prefer ??= Preference.Fastest;

        // 是 is a filler in a sentence, and a yes alone.
        if (_wishes.Kinds.Length == 0 && PlainAnswer.Read(text) is { } plain) (_yes, _no) = (_yes || plain, _no || !plain);
        return new()
        {
            Intent = IntentReader.Of(_acts, _wishes.Kinds, lexemes, new(_wishes.HasItems, _partly || _wishes.HasCount, _wishes.HasOptions, _wishes.ForWhom, _maxPrice is not null || _dietary.Count > 0 || (_category is not null && !_words), _destination.IsSaid || _pickup || _time is not null || _note is not null, _prefer is not null, _wishes.Ordinal is not null, _yes, _no, _speak is not null, _method is not null, text.AsSpan().ContainsAny('?', '？'), _destination.Gift is not null, _destination.NewAddress is not null)),
            Wishes = _wishes.Build(),
            Prefer = _prefer,
            Address = _destination.Address,
            Pickup = _pickup,
            Gift = _destination.Gift,
            Recipient = _destination.Recipient,
            NewAddress = _destination.NewAddress,
            Time = _time,
            Note = _note,
            MaxPriceMinor = _maxPrice,
            Dietary = _dietary,
            Category = _category,
            Ordinal = _wishes.Ordinal,
            Method = _method,
            Redress = _acts.Contains("remake") ? ProblemWish.Remake : _acts.Contains("refund") ? ProblemWish.Refund : null,
            Speak = _speak,
            Topic = _topic,
            Text = text,
            Cut = cut,
            Excluded = _excluded,
            Unclear = _wishes.Unclear,
            Partly = _partly,
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

        if (PriceBound.Read(lexemes, at, out var most) is var bound and > 0)
        {
            _maxPrice = most ?? _maxPrice;
            return bound;
        }

        var not = _not;
        _not = false;
        switch (lexeme.Kind)
        {
            case ConceptKind.And or ConceptKind.Stop:
                _wishes.End();
                break;
            case ConceptKind.Act:
                return Act(at);
            case ConceptKind.Number:
                return Count(at);
            case ConceptKind.Ordinal:
                Wish.Ordinal = (int)lexeme.Number;
                break;
            case ConceptKind.Option:
                Wish.AddChoice(lexeme.Value);
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
                Wish.AddWord(lexeme);
                break;
            case ConceptKind.Prefer:
                _prefer = lexeme.Value switch { "fastest" => Preference.Fastest, "best_rated" => Preference.BestRated, _ => Preference.Cheapest };
                break;
            case ConceptKind.Gift:
                return _destination.TakeGift(at);
            case ConceptKind.Place:
                _destination.TakePlace(at);
                break;
            case ConceptKind.Relation:
                return Relation(at);
            case ConceptKind.Reference:
                if (lexeme.Value == "more")
                {
                    _acts.Add("more");
                    // 一杯拿铁再加一个可颂: one more of what follows.
                    if (Wish.HasWords && NextIsWord(at + 1)) _wishes.End();
                }

                Wish.Reference = lexeme.Value;
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
                _wishes.Start(WishKind.Add);
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
        Wish.AddWord(lexeme);
    }

    private int Act(int at)
    {
        var value = lexemes[at].Value;
        if (value.StartsWith("talk_", StringComparison.Ordinal)) _topic ??= value["talk_".Length..];
        else if (value == "offtopic") _topic ??= "other";
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
                _wishes.Start(WishKind.Add, adding: value == "add");
                break;
            case "rather":
                // "Doch lieber zwei Croissants" corrects those that are in the basket.
                _wishes.Start(WishKind.Add);
                Wish.Onto = true;
                break;
            case "change" or "remove":
                var kind = value == "change" ? WishKind.Set : WishKind.Remove;

                // "Nimm den Latte raus", 拿铁改成大杯: the verb follows what it is about.
                if ((Wish is { HasWords: true, Quantity: null } or { Reference: "part" }) && Wish.Kind == WishKind.Add && !_acts.Contains("order") && !_acts.Contains("add")) Wish.Kind = kind;
                else _wishes.Start(kind);
                break;
            case "swap" when _swapped:
                // "A durch B ersetzen": which of them goes was said by the word between.
                break;
            case "swap":
                // 把A换成B: what stands before the word is what goes.
                if (Wish.HasWords || Wish.Reference is not null)
                {
                    Wish.Kind = WishKind.Swap;
                    _wishes.Start(WishKind.Add);
                }
                else
                {
                    _wishes.Start(WishKind.Swap);
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
                _wishes.Start(WishKind.Swap);
                break;
            case "for" or "at" when Wish is { HasWords: true, Kind: WishKind.Add } && NextIsWord(at + 1) && SwapFollows(at):
                // "A durch B ersetzen", "A gegen B tauschen".
                Wish.Kind = WishKind.Swap;
                _swapped = true;
                _wishes.Start(WishKind.Add);
                break;
            case not "instead" when Wish.Kind == WishKind.Swap || (Wish.Kind == WishKind.Set && lexeme.Value is "to" or "for"):
                if ((Wish.HasWords || Wish.Reference is not null) && (Wish.Kind == WishKind.Swap || NextIsWord(at + 1)))
                {
                    Wish.Kind = WishKind.Swap;
                    _acts.Add("swap");
                    _wishes.Start(WishKind.Add);
                }

                break;
            case "to" when Wish is { HasOptions: true, HasWords: false } && _acts.Contains("add"):
                // "Add pearls to the latte".
                Wish.Kind = WishKind.Set;
                break;
            case "to" when Wish is { HasLoose: true, HasWords: false } && NextIsWord(at + 1):
                // "Perlen zum Latte".
                _acts.Add("add");
                Wish.TakeLoose();
                Wish.Kind = WishKind.Set;
                break;
            case "whom":
                Wish.ForWhom = true;
                break;
            case "to":
                return _destination.TakeAddress(at, Wish.HasWords);
            case "for" when Wish.HasWords || Wish.Quantity is not null:
                var whom = Beneficiary(at + 1);
                Wish.ForWhom |= whom > 0;
                return 1 + whom;
        }

        return 1;
    }

    private bool SwapFollows(int at)
    {
        while (at < lexemes.Count && lexemes[at].Kind is not (ConceptKind.And or ConceptKind.Stop) && !lexemes[at].Is(ConceptKind.Act, "swap")) at++;
        return at < lexemes.Count && lexemes[at].Kind == ConceptKind.Act;
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

    private bool IsWord(int at) => at >= 0 && lexemes[at].Kind is ConceptKind.Word or ConceptKind.Category or ConceptKind.Loose;

    private int Count(int at)
    {
        var number = lexemes[at].Number;
        var next = at + 1;
        while (next < lexemes.Count && lexemes[next].Kind == ConceptKind.Measure) next++;
        var isMore = next < lexemes.Count && lexemes[next].Is(ConceptKind.Reference, "more");
        if (isMore)
        {
            _acts.Add("more");
            Wish.Reference = "more";
            next++;
        }

        if (number != decimal.Truncate(number))
        {
            // Half a cup is not sold: how many whole ones is for the person to say.
            _partly = true;
            if (Wish.HasWords) _wishes.End();
            return next - at;
        }

        if (number == 1 && next == at + 1 && Wish is { HasWords: true, Quantity: 1 } && IsWord(at - 1) && !(next < lexemes.Count && (IsWord(next) || lexemes[next].Kind == ConceptKind.Option)))
        {
            // "A taro milk tea and a mango one": it stands for the thing that was named before.
            _wishes.NameThing();
            return 1;
        }

        var quantity = number >= long.MaxValue ? long.MaxValue : number <= long.MinValue ? long.MinValue : (long)number;
        if (Wish.HasWords && (Wish.Quantity is not null || (next - at == 1 && next < lexemes.Count && lexemes[next].Kind is ConceptKind.Word or ConceptKind.Category))) _wishes.End();
        Wish.Quantity = quantity;
        return next - at;
    }

    private void Loose(int at, bool not)
    {
        var lexeme = lexemes[at];
        if (not)
        {
            Wish.AddWithout(lexeme.Value);
            _not = at + 2 < lexemes.Count && lexemes[at + 1].Kind == ConceptKind.And && lexemes[at + 2].Kind == ConceptKind.Loose;
            return;
        }

        // After "with" or a comma it is an option; beside a name it may be part of it.
        var named = at + 1 < lexemes.Count && lexemes[at + 1].Kind is ConceptKind.Word or ConceptKind.Category or ConceptKind.Loose;
        var follows = at > 0 && lexemes[at - 1].Kind is ConceptKind.Word or ConceptKind.Category or ConceptKind.Loose;
        var begins = at == 0 || lexemes[at - 1].Kind is ConceptKind.Number or ConceptKind.Measure;
        if (named || follows || (begins && !Wish.HasWords)) Wish.AddLoose(lexeme, lexeme.Value);
        else Wish.AddChoice(lexeme.Value);
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

    private void AddDiet(string filter)
    {
        if (!_dietary.Contains(filter)) _dietary.Add(filter);
    }
}
