using Agent.Plugins.Menu;

namespace Agent.Plugins.Vouchers;

/// <summary>What a voucher gives and when. A condition that is empty or null asks for nothing; all that are there must hold.</summary>
public sealed record VoucherTerms
{
    public required Benefit Benefit { get; init; }

    /// <summary>Least list price, options included, of the goods that count for it.</summary>
    public Money? MinimumSpend { get; init; }

    /// <summary>Only orders from these stores.</summary>
    public IReadOnlyList<string> Stores { get; init; } = [];

    /// <summary>Only goods of these categories count.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Only these goods count, by an item's id or its kind.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Only within one of these hours, in local time, of when the order is wanted: the wished time or, as soon as possible, the moment of ordering. Hours that exclude breakfast run from its end over midnight to its beginning.</summary>
    public IReadOnlyList<OpeningHours> Hours { get; init; } = [];

    /// <summary>Only who has never had an order that was not cancelled: on the voucher's platform or, where all platforms take it, on any of them.</summary>
    public bool FirstOrderOnly { get; init; }

    /// <summary>Only deliveries to these zones; pick-up is none.</summary>
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>Only orders paid by one of these methods ("card", "wallet").</summary>
    public IReadOnlyList<string> Methods { get; init; } = [];

    /// <summary>In how many orders of one person vouchers of this limit's name may be used.</summary>
    public VoucherLimit? Limit { get; init; }

    /// <summary>Of the vouchers that share a group, one may be used in an order. Different groups combine, but for those in <see cref="Excludes"/>.</summary>
    public required string StackingGroup { get; init; }

    /// <summary>Groups that it is not combined with. It is enough that one of two says so.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    public bool Joins(VoucherTerms other) =>
        StackingGroup != other.StackingGroup && !Excludes.Contains(other.StackingGroup, StringComparer.Ordinal) && !other.Excludes.Contains(StackingGroup, StringComparer.Ordinal);

    /// <summary>Whether goods count for it.</summary>
    public bool Counts(VoucherLine line) =>
        (Categories.Count == 0 || Categories.Contains(line.Category, StringComparer.Ordinal)) && (Items.Count == 0 || Items.Any(line.Is));
}

/// <param name="Name">A campaign's or any other: vouchers with the same name are counted together.</param>
/// <param name="Orders">Cancelled ones do not count.</param>
/// <param name="PerDay">By the person's own days; otherwise ever.</param>
public sealed record VoucherLimit(string Name, int Orders, bool PerDay);
