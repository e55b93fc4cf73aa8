using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Agent.Plugins.Campaigns;
using Agent.Plugins.Payments;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins.Friends;

/// <summary>Vouchers on their way from one person to another: by the giver's consent into a link, by the link to whoever opens it first. Until then nobody can use them, and the giver can take them back by the same link.</summary>
public sealed class VoucherGifts
{
    private static readonly TimeSpan ConsentLife = TimeSpan.FromMinutes(5);

    private readonly IDatabase _database;
    private readonly ShopLinks _links;

    internal VoucherGifts(IDatabase database, ShopLinks links) => (_database, _links) = (database, links);

    /// <summary>Opens the question; gives nothing.</summary>
    internal static Outcome<TransferAsked> Ask(ITransaction tx, TurnContext turn, string code)
    {
        var found = Find(tx, turn.PersonId, code, turn);
        if (!found.Succeeded) return found.Refusal;
        var voucher = found.Value;
        var worth = Worth(voucher);
        var request = new ConsentRequest(turn.Ids.Next("cns"), ConsentPurpose.Transfer, voucher.Code, Hash(voucher, turn.PersonId), worth, null, turn.Now + ConsentLife);
        ConsentBook.Ask(tx, turn.PersonId, turn.ConversationId, request, JsonSerializer.Serialize(voucher, PluginsJson.Relaxed.Voucher), turn.Now);
        return new TransferAsked(request, voucher.Title.In(turn.Language), voucher.ValidUntil);
    }

    internal async Task<ConsentOutcome> GiveAsync(TurnContext turn, Consent consent, CancellationToken cancellationToken) =>
        await _database.WriteAsync(tx => Give(tx, turn, consent), cancellationToken);

    internal static Outcome<Claimed> Take(ITransaction tx, TurnContext turn, string token)
    {
        var (code, giver, taken) = tx.QueryFirst("SELECT code, giver_id, taker_id IS NOT NULL FROM voucher_gifts WHERE token = $1", row => (row.Text(0), row.Text(1), row.Flag(2)), token);
        if (code is null) return RefusalCode.LinkUnknown;
        if (taken) return RefusalCode.GiftTaken;
        tx.Execute("UPDATE voucher_gifts SET taker_id = $2, taken_at = $3 WHERE token = $1", token, turn.PersonId, turn.Now);
        tx.Execute("UPDATE issued_vouchers SET person_id = $2, given_away = 0 WHERE code = $1", code, turn.PersonId);
        var voucher = VoucherPurse.List(tx, turn.PersonId).Single(v => v.Code == code);
        return new Claimed(voucher.Title.In(turn.Language), code, Worth(voucher), voucher.ValidUntil, IsCash: false) { FromFriend = giver != turn.PersonId };
    }

    private ConsentOutcome Give(ITransaction tx, TurnContext turn, Consent consent)
    {
        if (ConsentBook.Use(tx, consent, ConsentPurpose.Transfer, turn.Now) is { } unusable) return new ConsentOutcome.Refused(unusable);
        var found = Find(tx, consent.PersonId, consent.Request.SubjectId, turn);
        if (!found.Succeeded) return new ConsentOutcome.Refused(found.Refusal);
        if (Hash(found.Value, consent.PersonId) != consent.Request.SubjectHash) return new ConsentOutcome.Refused(new Refusal(RefusalCode.ConsentMismatch));
        var token = turn.Ids.Next(ShopLinks.VoucherGift.TrimEnd('_'));
        tx.Execute("UPDATE issued_vouchers SET given_away = 1 WHERE code = $1", found.Value.Code);
        tx.Execute("INSERT INTO voucher_gifts (token, code, giver_id, at) VALUES ($1, $2, $3, $4)", token, found.Value.Code, consent.PersonId, turn.Now);
        return new ConsentOutcome.Given(_links.To(token), found.Value.Title.In(turn.Language), found.Value.ValidUntil);
    }

    /// <summary>A campaign's voucher that the person has, unused, not void and not at its end. A platform's own is not ours to move.</summary>
    private static Outcome<Voucher> Find(ITransaction tx, string personId, string code, TurnContext turn)
    {
        if (VoucherPurse.List(tx, personId).FirstOrDefault(v => string.Equals(v.Code, code, StringComparison.OrdinalIgnoreCase)) is not { } voucher) return RefusalCode.VoucherNotYours;
        var refusal = new Refusal(RefusalCode.VoucherUsed) { Subject = voucher.Title.In(turn.Language) };
        if (VoucherUses.InUse(tx, personId).Contains(voucher.Code)) return refusal;
        if (voucher.Voided is not null) return refusal with { Code = RefusalCode.VoucherVoided };
        if (voucher.ValidUntil <= turn.Now) return refusal with { Code = RefusalCode.VoucherNotUsable, At = voucher.ValidUntil };
        return voucher;
    }

    private static string Hash(Voucher voucher, string personId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"transfer|1|{personId}|{voucher.Code}|{Worth(voucher).Minor}"))));

    /// <summary>Zero where its terms set no bound.</summary>
    private static Money Worth(Voucher voucher) => VoucherWorth.Of(voucher.Terms) ?? Money.Zero("CNY");
}
