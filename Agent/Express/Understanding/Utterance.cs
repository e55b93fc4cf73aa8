using Agent.Plugins;
using Agent.Plugins.Platforms;
using Agent.Plugins.Pricing;

namespace Agent.Express.Understanding;

/// <summary>What a message asks for, in the terms of the functions; nothing in it is resolved yet.</summary>
internal sealed record Utterance
{
    public required Intent Intent { get; init; }

    /// <summary>Items that are named, or basket lines that are spoken of.</summary>
    public IReadOnlyList<Wish> Wishes { get; init; } = [];

    public Preference? Prefer { get; init; }

    /// <summary>"home", "office", or the words of an address.</summary>
    public string? Address { get; init; }

    public bool Pickup { get; init; }

    /// <summary>Whether the recipient shall see no price; null where nothing was said of it.</summary>
    public bool? Gift { get; init; }

    /// <summary>Who receives the gift, in the person's words.</summary>
    public string? Recipient { get; init; }

    /// <summary>An address that the message gives, to be kept.</summary>
    public NewAddress? NewAddress { get; init; }

    /// <summary>"asap", "18:30", a local ISO time, or words that were not understood as one.</summary>
    public string? Time { get; init; }

    public string? Note { get; init; }

    public long? MaxPriceMinor { get; init; }

    public IReadOnlyList<string> Dietary { get; init; } = [];

    public string? Category { get; init; }

    /// <summary>1 for the first, -1 for the last.</summary>
    public int? Ordinal { get; init; }

    public string? Method { get; init; }

    /// <summary>What the person would have instead of what was wrong.</summary>
    public ProblemWish? Redress { get; init; }

    public Language? Speak { get; init; }

    /// <summary>Which of the talk's answers: "thanks", "joke"…</summary>
    public string? Topic { get; init; }

    /// <summary>The message, cleaned and cut.</summary>
    public string Text { get; init; } = "";

    /// <summary>It was longer than is read.</summary>
    public bool Cut { get; init; }

    /// <summary>What is not wanted, where the words are no option: "no onions".</summary>
    public string? Excluded { get; init; }

    /// <summary>Counts that do not add up: it must be asked what they belong to.</summary>
    public bool Unclear { get; init; }

    /// <summary>A part of a portion was named: how many whole ones must be asked.</summary>
    public bool Partly { get; init; }

    public bool Yes { get; init; }

    public bool No { get; init; }

    /// <summary>Takes part in the order: a change of the basket, or words about its delivery.</summary>
    public bool TouchesDelivery => Address is not null || Pickup || Time is not null || Note is not null || Gift is not null;
}

/// <param name="Words">The item's name as it was said, without options.</param>
/// <param name="FullWords">With the words that may be an option or part of the name: "hot latte".</param>
/// <param name="Quantity">Null where none was said.</param>
/// <param name="Choices">Option choice ids that were said.</param>
/// <param name="Loose">Choice ids of the words that are only in <paramref name="FullWords"/>.</param>
/// <param name="Without">Choice ids that were declined.</param>
/// <param name="Onto">Changes the line of that name where there is one, and is a new one otherwise.</param>
internal sealed record Wish(WishKind Kind, string Words, string FullWords, long? Quantity, IReadOnlyList<string> Choices, IReadOnlyList<string> Loose, IReadOnlyList<string> Without, string? Reference, int? Ordinal, bool OnlyCategory = false, bool Onto = false);

internal enum WishKind
{
    Add,
    Set,
    Remove,

    /// <summary>To be replaced by the next <see cref="Add"/>.</summary>
    Swap,
}

internal enum Intent
{
    /// <summary>Nothing was said.</summary>
    Empty,

    /// <summary>Only words that the lexicon does not know: an item's name, or something else altogether.</summary>
    Mention,
    Order,
    Search,
    ViewBasket,
    Stores,
    Clear,
    Deliver,
    SaveAddress,
    Compare,
    Choose,
    ListVouchers,
    BestVouchers,
    NoVouchers,
    UseVoucher,
    Claim,
    Invite,
    Transfer,

    /// <summary>How the discounts came about.</summary>
    Savings,
    Pay,
    Wallet,
    Track,

    /// <summary>A text for whoever receives it.</summary>
    Share,
    Orders,
    CancelOrder,
    WrongItem,
    MissingItem,
    Repeat,
    Help,
    Speak,
    Talk,
    Yes,
    No,

    /// <summary>Only a number or "the second one".</summary>
    Point,
}
