using System.Collections.Frozen;
using System.Text.Json;
using Agent.Conversations;
using Agent.Plugins;
using Agent.Wording;

namespace Agent;

/// <summary>Words for what was refused, failed or is unavailable: what happened, what is kept, what works next. The wording is <c>prompts/fallback.*.yaml</c>.</summary>
public sealed class FallbackResponder
{
    private const string OfRefusal = "refusal.";

    // After these the person may fear for the basket.
    private static readonly FrozenSet<RefusalCode> BasketIsKept = new[]
    {
        RefusalCode.SoldOut, RefusalCode.StoreClosed, RefusalCode.PriceChanged, RefusalCode.QuoteExpired, RefusalCode.QuoteUnknown,
        RefusalCode.InsufficientFunds, RefusalCode.PaymentDeclined, RefusalCode.LimitPerOrder, RefusalCode.LimitPerDay, RefusalCode.LimitVelocity, RefusalCode.LimitNewAddress,
        RefusalCode.ConsentExpired, RefusalCode.ConsentMismatch, RefusalCode.VoucherUsed, RefusalCode.Unavailable,
    }.ToFrozenSet();

    private readonly WordBook _words;
    private readonly FrozenDictionary<RefusalCode, Wording[]> _refusals;

    public FallbackResponder(WordBook words)
    {
        _words = words;
        _refusals = Enum.GetValues<RefusalCode>().ToFrozenDictionary(c => c, Of);
    }

    /// <summary>What the refusal means for this conversation, the kept basket included.</summary>
    public string Say(Refusal refusal, DialogueState state)
    {
        var said = Say(refusal, state.Language, state.Now);
        var keeps = state.Basket is { Lines.Count: > 0 } && BasketIsKept.Contains(refusal.Code) && !IsFunction(refusal);
        return keeps ? Join(state.Language, said, _words.Say(state.Language, "kept.basket")) : said;
    }

    /// <param name="now">The person's local time, so that a moment today is said without its date.</param>
    public string Say(Refusal refusal, Language language, DateTimeOffset? now = null)
    {
        var said = IsFunction(refusal) ? _words.Say(language, "unavailable." + refusal.Subject) : Worded(refusal, language, now);
        return refusal.ErrorId is { } id ? said + Parenthesis(language, _words.Say(language, "error.id", ("id", id))) : said;
    }

    /// <summary>Words for the one kind of exception that a person may see.</summary>
    public string Say(ShopException error, Language language)
    {
        var key = "error." + error.Code;
        return _words.Has(key) ? _words.Say(language, key, ("subject", error.Subject ?? ""), ("id", "")) : error.Message;
    }

    internal string Say(Language language, string key, params ReadOnlySpan<(string Place, object? Value)> values) => _words.Say(language, key, values);

    /// <summary>Why express answers in a model's place.</summary>
    /// <param name="reason">A <see cref="Models.ModelFailure"/>, a budget or a limit of the planner, in snake_case.</param>
    internal string ModelsOut(string reason, Language language)
    {
        var key = "models.out." + reason;
        return _words.Say(language, _words.Has(key) ? key : "models.out");
    }

    internal string Ended(StopReason reason, Language language) => _words.Say(language, "ended." + Snake(reason.ToString()));

    private bool IsFunction(Refusal refusal) => refusal is { Code: RefusalCode.Unavailable, Subject: { } subject } && _words.Has("unavailable." + subject);

    private string Worded(Refusal refusal, Language language, DateTimeOffset? now)
    {
        var known = Known(refusal);
        var wording = Array.Find(_refusals[refusal.Code], w => (w.Needs & ~known) == 0);
        return _words.Say(
            language,
            wording.Key,
            ("subject", refusal.Subject),
            ("platform", refusal.Platform),
            ("amount", refusal.Amount is { } amount ? Phrases.Amount(amount, language) : null),
            ("count", refusal.Count?.ToString("N0", Phrases.Culture(language))),
            ("at", refusal.At is { } at ? Moment(at, language, now) : null),
            ("choices", Phrases.Or(refusal.Choices, language)));
    }

    private Wording[] Of(RefusalCode code)
    {
        var plain = OfRefusal + Snake(code.ToString());
        return [.. _words.Keys
            .Where(k => k == plain || k.StartsWith(plain + ".", StringComparison.Ordinal))
            .Select(k => new Wording(k, _words.Places(k).Aggregate(Facts.None, (facts, place) => facts | Enum.Parse<Facts>(place, ignoreCase: true))))
            .OrderByDescending(w => int.PopCount((int)w.Needs))
            .ThenBy(w => w.Key, StringComparer.Ordinal)];
    }

    private static Facts Known(Refusal refusal) =>
        (string.IsNullOrEmpty(refusal.Subject) ? Facts.None : Facts.Subject)
        | (string.IsNullOrEmpty(refusal.Platform) ? Facts.None : Facts.Platform)
        | (refusal.Amount is null ? Facts.None : Facts.Amount)
        | (refusal.Count is null or 0 ? Facts.None : Facts.Count)
        | (refusal.At is null ? Facts.None : Facts.At)
        | (refusal.Choices.Count == 0 ? Facts.None : Facts.Choices);

    private static string Moment(DateTimeOffset at, Language language, DateTimeOffset? now)
    {
        if (now is not { } local) return Phrases.Clock(at);
        at = at.ToOffset(local.Offset);
        if (at.Date == local.Date) return Phrases.Clock(at);
        return language switch
        {
            Language.Chinese => $"{Phrases.Day(at, language)} {Phrases.Clock(at)}",
            Language.German => $"{Phrases.Clock(at)} am {Phrases.Day(at, language)}",
            _ => $"{Phrases.Clock(at)} on {Phrases.Day(at, language)}",
        };
    }

    private static string Join(Language language, string first, string second) => language == Language.Chinese ? first + second : first + " " + second;

    private static string Parenthesis(Language language, string text) => language == Language.Chinese ? $"（{text}）" : $" ({text})";

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private readonly record struct Wording(string Key, Facts Needs);

    [Flags]
    private enum Facts
    {
        None = 0,
        Subject = 1,
        Platform = 2,
        Amount = 4,
        Count = 8,
        At = 16,
        Choices = 32,
    }
}
