using System.ComponentModel;
using Agent.Plugins.Baskets;
using Agent.Plugins.Campaigns;
using Agent.Plugins.Friends;
using Agent.Plugins.Payments;
using Agent.Plugins.People;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;
using Agent.Plugins.Vouchers;

namespace Agent.Plugins;

/// <summary>The person's vouchers, and which of them the basket shall use.</summary>
public sealed class VoucherPlugin(TurnContext turn, PlatformDirectory platforms, StoreMenus menus, ShopLinks links, IDatabase database)
{
    [Description("The person's vouchers: what each is worth, whether it can be used for the basket now and what is missing.")]
    public async Task<Outcome<VoucherList>> ListVouchers(CancellationToken cancellationToken = default)
    {
        var held = await HeldVouchers.GatherAsync(turn, platforms, database, cancellationToken);
        var (basket, address) = await database.ReadAsync(ReadBasket, cancellationToken);
        try
        {
            var subjects = basket.StoreId is { } storeId ? VoucherFit.Subjects(turn, basket, await menus.GetAsync(turn, storeId, cancellationToken), address?.Zone, held.History) : [];
            var shown = held.Free.Select(v => VoucherFit.Show(turn, v, PlatformName(v), subjects, held.History));
            return new VoucherList(
                [.. shown.OrderByDescending(v => v.UsableNow).ThenBy(v => v.ValidUntil).ThenBy(v => v.Code, StringComparer.Ordinal)],
                [.. held.Unreachable.Select(p => p.Name)])
            {
                Past = VoucherFit.Past(held, PlatformName, turn.Language),
            };
        }
        catch (OverflowException)
        {
            return RefusalCode.AmountTooLarge;
        }
    }

    [Description("Sets which vouchers the next comparison and quotes use.")]
    public async Task<Outcome<VoucherChoice>> ApplyVouchers(
        [Description("Codes of the person's vouchers; an empty list for none; left out for the best stack.")] IReadOnlyList<string>? codes = null,
        CancellationToken cancellationToken = default)
    {
        if (codes is not { Count: > 0 }) return await SaveAsync(codes, [], cancellationToken);
        var held = await HeldVouchers.GatherAsync(turn, platforms, database, cancellationToken);
        var chosen = new List<Voucher>();
        foreach (var code in codes.Select(c => Shown.Clean(c ?? "")).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            bool Is(Voucher voucher) => string.Equals(voucher.Code, code, StringComparison.OrdinalIgnoreCase);
            if (held.Free.FirstOrDefault(Is) is { } voucher) chosen.Add(voucher);
            else if (held.InUse.FirstOrDefault(Is) is { } used) return new Refusal(RefusalCode.VoucherUsed) { Subject = used.Title.In(turn.Language) };
            else if (Gone(held, Is) is { } gone) return gone;
            else if (held.Unreachable.Count == 0) return await database.WriteAsync(tx => Guess<VoucherChoice>(tx, () => Unknown(code)), cancellationToken);
            else return new Refusal(RefusalCode.Unavailable) { Platform = held.Unreachable[0].Name };
        }

        if (FirstThatCannotJoin(chosen) is { } odd) return new Refusal(RefusalCode.VoucherNotUsable) { Subject = odd.Title.In(turn.Language) };
        return await SaveAsync([.. chosen.Select(v => v.Code)], [.. chosen.Select(v => v.Title.In(turn.Language))], cancellationToken);
    }

    [Description("Claims what a campaign's code or a friend's link gives: a voucher, or cash into the wallet.")]
    public async Task<Outcome<Claimed>> ClaimVoucher([Description("The code or the link, as the person gave it.")] string code, CancellationToken cancellationToken = default) =>
        await database.WriteAsync(tx => Guess(tx, () => Find(tx, ShopLinks.Read(Shown.Clean(code)))), cancellationToken);

    [Description("The person's link for friends: what a friend gets by it, and what the person gets for each.")]
    public async Task<Outcome<Invitation>> InviteFriend(CancellationToken cancellationToken = default) =>
        await database.WriteAsync(tx => InviteBook.Invite(tx, turn, links), cancellationToken);

    [Description("Asks the person to give a voucher away by a link. It opens a question that only the person can answer; it gives nothing.")]
    public async Task<Outcome<TransferAsked>> RequestTransfer([Description("Code of one of the person's vouchers.")] string code, CancellationToken cancellationToken = default) =>
        await database.WriteAsync(tx => VoucherGifts.Ask(tx, turn, Shown.Clean(code)), cancellationToken);

    /// <summary>The same answer for a code that nobody has and for one that somebody else has, and the same after too many of either.</summary>
    private Outcome<T> Guess<T>(ITransaction tx, Func<Outcome<T>> find)
        where T : class
    {
        // Before anything is looked for: after too many wrong ones a right one must not be told apart.
        if (VoucherGuesses.Check(tx, turn.PersonId, turn.Now) is { } tooMany) return tooMany;
        var found = find();
        if (found.Refusal?.Code is RefusalCode.VoucherUnknown or RefusalCode.LinkUnknown) VoucherGuesses.Note(tx, turn.PersonId, turn.Now);
        return found;
    }

    private Outcome<Claimed> Find(ITransaction tx, string code)
    {
        if (code.StartsWith(ShopLinks.Invite, StringComparison.OrdinalIgnoreCase)) return InviteBook.Open(tx, turn, code.ToLowerInvariant());
        if (code.StartsWith(ShopLinks.VoucherGift, StringComparison.OrdinalIgnoreCase)) return VoucherGifts.Take(tx, turn, code.ToLowerInvariant());
        if (CampaignStore.FindByCode(tx, code) is { } started) return CampaignClaims.ByCode(tx, turn.Ids, turn.PersonId, started, turn.Language, turn.Now);
        return Unknown(code);
    }

    private static Refusal Unknown(string code) => new(RefusalCode.VoucherUnknown) { Subject = Shown.Cut(code) };

    private static Voucher? FirstThatCannotJoin(List<Voucher> chosen) => chosen.Where((v, i) => chosen.Take(i).Any(other =>
        (v.PlatformId is null || other.PlatformId is null || v.PlatformId == other.PlatformId)
        && v.Terms is { } terms && other.Terms is { } others && !terms.Joins(others))).FirstOrDefault();

    /// <summary>Why one of the person's own cannot be used any more.</summary>
    private Refusal? Gone(HeldVouchers held, Func<Voucher, bool> which)
    {
        if (held.Exhausted.FirstOrDefault(which) is { } spent) return new Refusal(RefusalCode.VoucherLimit) { Subject = spent.Title.In(turn.Language), Count = spent.Terms!.Limit!.Orders };
        if (held.Past.FirstOrDefault(which) is not { } past) return null;
        return new Refusal(past.Voided is null ? RefusalCode.VoucherNotUsable : RefusalCode.VoucherVoided) { Subject = past.Title.In(turn.Language), At = past.Voided is null ? past.ValidUntil : null };
    }

    private string? PlatformName(Voucher voucher) => voucher.PlatformId is { } id ? platforms.Find(id)?.Info.Name : null;

    private (Basket Basket, Address? Address) ReadBasket(ITransaction tx)
    {
        var basket = BasketStore.Load(tx, turn.PersonId, turn.ConversationId);
        return (basket, basket.Delivery.AddressId is { } id ? AddressBook.Find(tx, turn.PersonId, id) : null);
    }

    private Task<Outcome<VoucherChoice>> SaveAsync(IReadOnlyList<string>? codes, IReadOnlyList<string> titles, CancellationToken cancellationToken) =>
        database.WriteAsync<Outcome<VoucherChoice>>(
            tx =>
            {
                var basket = BasketStore.Load(tx, turn.PersonId, turn.ConversationId);
                BasketStore.Save(tx, turn.PersonId, turn.ConversationId, basket with { Version = checked(basket.Version + 1), VoucherCodes = codes });
                return new VoucherChoice(codes, titles);
            },
            cancellationToken);
}
