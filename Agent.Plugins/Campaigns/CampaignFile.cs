using System.Globalization;
using Agent.Plugins.Files;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Campaigns;

/// <summary>Reads a campaign from its file, and finds what contradicts itself in it.</summary>
public static class CampaignFile
{
    private const long MostBudget = 1_000_000_00L * 100;
    private const int MostClaims = 100_000_000;
    private const string DefaultGroup = "campaign";
    private const string RedPackets = "red_packets";
    private static readonly string[] gifts = [.. VoucherTermsReader.Benefits, RedPackets];

    /// <param name="currency">Of its amounts.</param>
    /// <param name="offset">Of the clock that its days and moments stand on.</param>
    /// <param name="known">What the catalogue has; null to take any name.</param>
    /// <exception cref="ShopException">"campaign_broken": the message names file, line and what is expected.</exception>
    public static Campaign Read(string path, string currency, TimeSpan offset, CatalogueNames? known = null) =>
        Read(YamlFile.Read("", path, new FileKind("campaign_broken", currency, offset)), known);

    /// <param name="name">As messages name it.</param>
    /// <exception cref="ShopException">As <see cref="Read(string, string, TimeSpan, CatalogueNames)"/>.</exception>
    public static Campaign Parse(string yaml, string currency, TimeSpan offset, CatalogueNames? known = null, string name = "campaign") =>
        Read(YamlFile.Parse(name, yaml, new FileKind("campaign_broken", currency, offset)), known);

    private static Campaign Read(YamlValue file, CatalogueNames? known)
    {
        var map = file.Map("a campaign", "campaign", "version", "title", "code", "budget", "starts", "ends", "categories", "stores", "waves", "invites");
        var (starts, ends) = (map["starts"].Moment(), map["ends"].Moment());
        if (ends <= starts) throw map["ends"].Broken("the campaign ends before it starts; write a later moment");
        var budget = map["budget"].Amount(1, MostBudget);
        var terms = new VoucherTermsReader(known?.Stores, known?.Items, known?.Zones, GroupsOf(map["waves"]), budget.Minor);
        var scope = new Scope(budget, starts, ends, VoucherTermsReader.Categories(map), terms.Stores(map), terms);
        var invites = map.Find("invites") is { } given ? ReadInvites(given) : null;
        var entries = map["waves"].List();
        if (entries.Count == 0) throw map["waves"].Broken("the campaign gives nothing; add at least one wave");
        var waves = Unique.Of(entries, "wave", w => ReadWave(w, scope, invites), w => w.Id);
        CheckPots(waves, map["budget"], scope.Budget);
        if (invites is not null) CheckInvites(invites, waves, map["invites"]);
        return new Campaign
        {
            Id = map["campaign"].Id(),
            Version = map["version"].Integer(1, int.MaxValue),
            Title = map["title"].Localized(),
            Code = map.Find("code")?.Text(),
            Budget = scope.Budget,
            Starts = starts,
            Ends = ends,
            Waves = waves,
            Invites = invites,
        };
    }

    private static InviteRules ReadInvites(YamlValue entry)
    {
        var map = entry.Map("the invitations", "friend_gets", "you_get", "most_friends");
        return new InviteRules(map["friend_gets"].Id(), map.Find("you_get")?.Id(), map["most_friends"].Integer(1, 1000));
    }

    private static Wave ReadWave(YamlValue entry, Scope scope, InviteRules? invites)
    {
        var map = entry.Map("a wave", ["id", "title", "opens", "closes", "valid_until", "valid_days", "per_person", "most", "hourly", .. gifts, .. VoucherTermsReader.Conditions]);
        var id = map["id"].Id();
        var opens = map.Find("opens")?.Moment() ?? scope.Starts;
        var closes = map.Find("closes")?.Moment() ?? scope.Ends;
        if (closes <= opens) throw (map.Find("closes") ?? entry).Broken("the wave closes before it opens; write a later moment");
        if (opens < scope.Starts) throw map["opens"].Broken("the wave opens before the campaign starts; write a later moment, or start the campaign earlier");
        if (closes > scope.Ends) throw map["closes"].Broken("the wave closes after the campaign ends; write an earlier moment, or end the campaign later");
        if (gifts.Count(g => map.Find(g) is not null) != 1) throw map.Broken($"a wave gives exactly one of {string.Join(", ", gifts)}; keep one of these keys");

        var wave = new Wave
        {
            Id = id,
            Title = map["title"].Localized(),
            Opens = opens,
            Closes = closes,
            Gives = ReadGift(map, scope),
            ValidUntil = map.Find("valid_until")?.Day().AddDays(1),
            ValidDays = map.Find("valid_days")?.Integer(1, 3660),
            // Thanks come once for each friend.
            PerPerson = map.Find("per_person")?.Integer(1, 1000) ?? (invites?.ThanksWave == id ? invites.MostFriends : 1),
            Most = map.Find("most")?.Integer(1, MostClaims),
            Hourly = map.Find("hourly")?.Integer(1, MostClaims),
            ByInvitation = invites is not null && (invites.FriendWave == id || invites.ThanksWave == id),
        };
        CheckWave(wave, map, scope);
        return wave;
    }

    private static Gift ReadGift(YamlMap map, Scope scope)
    {
        if (map.Find(RedPackets) is { } packets) return ReadRedPackets(packets, map);
        var terms = scope.Terms.Read(map, DefaultGroup);
        // What the whole campaign is about holds where a wave says nothing of its own.
        if (terms.Categories.Count == 0) terms = terms with { Categories = scope.Categories };
        if (terms.Stores.Count == 0) terms = terms with { Stores = scope.Stores };
        return new Gift.AVoucher(terms, VoucherWorth.Of(terms) ?? throw map.Broken("nothing bounds what such a voucher takes off, so its cost cannot be set aside; add an 'up_to', or give an amount, a percentage with a cap, or a free order instead"));
    }

    private static Gift.ARedPacket ReadRedPackets(YamlValue entry, YamlMap wave)
    {
        foreach (var key in VoucherTermsReader.Conditions.Concat(["valid_until", "valid_days", "most"]))
            if (wave.Find(key) is { } odd) throw odd.Broken($"red packets are cash and as many as their pieces, so '{key}' says nothing about them; remove it");
        var map = entry.Map("red packets", "pot", "pieces", "most", "prizes");
        var pot = map["pot"].Amount(1, MostBudget);
        var pieces = map["pieces"].Integer(1, MostClaims);
        var most = map["most"].Amount(1, MostBudget);
        Prize[] prizes = [.. map.List("prizes").Select(ReadPrize)];
        var (fixedMinor, fixedPieces) = (prizes.Sum(p => p.Amount.Minor * p.Pieces), prizes.Sum(p => p.Pieces));
        var (rest, others) = (pot.Minor - fixedMinor, pieces - fixedPieces);
        if (others < 0) throw map["pieces"].Broken(Say($"the prizes alone are {fixedPieces} pieces, more than the {pieces} of the pot; raise 'pieces' or take prizes out"));
        if (rest < others || rest > others * most.Minor)
            throw map["pot"].Broken(Say($"after the prizes, {rest / 100m:0.00} is left for {others} pieces of 0.01 to {most.Minor / 100m:0.00} each, which cannot sum up; change 'pot', 'pieces' or 'most'"));
        return new Gift.ARedPacket(pot, pieces, most, prizes);
    }

    private static Prize ReadPrize(YamlValue entry)
    {
        var map = entry.Map("a prize", "amount", "pieces");
        return new Prize(map["amount"].Amount(1, MostBudget), map["pieces"].Integer(1, 1_000_000));
    }

    private static void CheckWave(Wave wave, YamlMap map, Scope scope)
    {
        if (wave.PerPerson > wave.Most) throw map["per_person"].Broken(Say($"one person may have {wave.PerPerson}, yet there are only {wave.Most} in all; lower 'per_person' or raise 'most'"));
        if (wave.Hourly > wave.Most) throw map["hourly"].Broken(Say($"{wave.Hourly} an hour are more than the {wave.Most} there are in all; lower 'hourly' or raise 'most'"));
        if (wave.Gives is not Gift.AVoucher voucher) return;
        if (wave.ValidUntil is null == wave.ValidDays is null) throw map.Broken("a wave of vouchers says until when they are good: either 'valid_until' (their last day) or 'valid_days' (from the claim)");
        if (wave.ValidUntil < wave.Closes) throw map["valid_until"].Broken("the vouchers end while the wave still gives them; write a later day, or close the wave earlier");
        if (voucher.Worth > scope.Budget) throw map.Broken("a single voucher is worth more than the whole budget; lower it, or raise the budget");
    }

    private static void CheckPots(IReadOnlyList<Wave> waves, YamlValue budget, Money all)
    {
        var pots = waves.Select(w => w.Gives).OfType<Gift.ARedPacket>().Aggregate(Money.Zero(all.Currency), (sum, p) => sum + p.Pot);
        if (pots > all) throw budget.Broken(Say($"the red packets alone are {pots.Minor / 100m:0.00}, more than the budget of {all.Minor / 100m:0.00}; raise it, or lower a pot"));
    }

    private static void CheckInvites(InviteRules invites, IReadOnlyList<Wave> waves, YamlValue entry)
    {
        foreach (var id in new[] { invites.FriendWave, invites.ThanksWave }.OfType<string>())
            if (waves.All(w => w.Id != id)) throw entry.Broken($"there is no wave '{id}'{Spelling.Hint(id, waves.Select(w => w.Id))}; name one of this campaign's waves");
        if (invites.FriendWave == invites.ThanksWave) throw entry.Broken("the friend and the inviter get from the same wave, so a friend could not be told from thanks; add a wave for the thanks");
        if (waves.First(w => w.Id == invites.FriendWave) is not { Gives: Gift.AVoucher }) throw entry.Broken("a friend gets a voucher; name a wave that gives vouchers");
        if (invites.ThanksWave is { } thanks && waves.First(w => w.Id == thanks).PerPerson < invites.MostFriends)
            throw entry.Broken(Say($"an inviter is thanked for up to {invites.MostFriends} friends, yet the wave '{thanks}' gives a person fewer; raise its 'per_person' or leave it out"));
    }

    private static string[] GroupsOf(YamlValue waves) =>
        [.. waves.List().Select(w => w.Node is YamlDotNet.RepresentationModel.YamlMappingNode map && map.Children.TryGetValue("stacking_group", out var group) ? group.ToString() : DefaultGroup).Distinct(StringComparer.Ordinal)];

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed record Scope(Money Budget, DateTimeOffset Starts, DateTimeOffset Ends, IReadOnlyList<string> Categories, IReadOnlyList<string> Stores, VoucherTermsReader Terms);
}

/// <summary>What a catalogue has, so that a file that names something else is told so.</summary>
/// <param name="Items">Ids and kinds.</param>
public sealed record CatalogueNames(IReadOnlyCollection<string> Stores, IReadOnlyCollection<string> Items, IReadOnlyCollection<string> Zones);
