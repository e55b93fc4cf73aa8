using System.Text.Json.Serialization;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Campaigns;

/// <summary>The budgeted action that gives people vouchers and red packets, as its file says. A higher version of the same campaign takes the place of a lower one.</summary>
public sealed record Campaign
{
    public required string Id { get; init; }

    /// <summary>1 and up.</summary>
    public required int Version { get; init; }

    public required LocalizedText Title { get; init; }

    /// <summary>What a person types to claim; null where only links and operators give.</summary>
    public string? Code { get; init; }

    /// <summary>The most that it costs, whatever happens: what is promised counts in full until it is used or has ended.</summary>
    public required Money Budget { get; init; }

    public required DateTimeOffset Starts { get; init; }

    public required DateTimeOffset Ends { get; init; }

    /// <summary>In the order in which they are tried.</summary>
    public required IReadOnlyList<Wave> Waves { get; init; }

    public InviteRules? Invites { get; init; }

    public Wave? FindWave(string waveId) => Waves.FirstOrDefault(w => string.Equals(w.Id, waveId, StringComparison.Ordinal));
}

/// <summary>One thing that a campaign gives, from when to when, and how much of it.</summary>
public sealed record Wave
{
    public required string Id { get; init; }

    public required LocalizedText Title { get; init; }

    public required DateTimeOffset Opens { get; init; }

    public required DateTimeOffset Closes { get; init; }

    public required Gift Gives { get; init; }

    /// <summary>End of a voucher's validity; null where it counts from the claim.</summary>
    public DateTimeOffset? ValidUntil { get; init; }

    /// <summary>Days from the claim; null where there is a fixed end.</summary>
    public int? ValidDays { get; init; }

    public int PerPerson { get; init; } = 1;

    /// <summary>In all; null for as many as the budget bears.</summary>
    public int? Most { get; init; }

    /// <summary>Released in each clock hour; null for no quota.</summary>
    public int? Hourly { get; init; }

    /// <summary>Given for an invitation and never by the code.</summary>
    public bool ByInvitation { get; init; }
}

/// <summary>What one claim gives: a closed set.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(AVoucher), "voucher")]
[JsonDerivedType(typeof(ARedPacket), "red_packet")]
public abstract record Gift
{
    private Gift()
    {
    }

    /// <param name="Worth">The most that one takes off; this much is promised for each.</param>
    public sealed record AVoucher(VoucherTerms Terms, Money Worth) : Gift;

    /// <summary>Cash from a pot that is split at random into pieces which sum to it exactly.</summary>
    /// <param name="Most">Of a piece that is no prize.</param>
    /// <param name="Prizes">Pieces of a fixed amount among them, drawn at random.</param>
    public sealed record ARedPacket(Money Pot, int Pieces, Money Most, IReadOnlyList<Prize> Prizes) : Gift;
}

/// <param name="Pieces">How many of this amount are in the pot.</param>
public sealed record Prize(Money Amount, int Pieces);

/// <param name="FriendWave">What the friend gets who opens the link.</param>
/// <param name="ThanksWave">What the inviter gets for each friend; null for nothing.</param>
/// <param name="MostFriends">For whom an inviter is thanked.</param>
public sealed record InviteRules(string FriendWave, string? ThanksWave, int MostFriends);
