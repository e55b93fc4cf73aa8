using Agent.Plugins.Baskets;
using Agent.Plugins.Platforms;
using Agent.Plugins.Storage;

namespace Agent.Plugins.People;

/// <summary>Takes addresses that a person adds in the chat. They are new from then on: see <see cref="Payments.PaymentLimits.NewAddressWindow"/>. Thread-safe.</summary>
public sealed class AddressDesk(PlatformDirectory platforms, IDatabase database)
{
    internal const int MostAddresses = 20;

    internal const int LongestLabel = 40;

    internal const int LongestStreet = 120;

    /// <param name="zone">Where none is given, the one that the street's words end with.</param>
    internal async Task<Outcome<AddressSaved>> SaveAsync(TurnContext turn, string label, string street, string? zone, string? recipient, CancellationToken cancellationToken)
    {
        var (name, place) = (Shown.Clean(label), Shown.Clean(street));
        if (name.Length == 0 || place.Length == 0) return RefusalCode.AddressIncomplete;
        if (name.Length > LongestLabel) return new Refusal(RefusalCode.NameTooLong) { Count = LongestLabel };
        if (place.Length > LongestStreet) return new Refusal(RefusalCode.AddressTooLong) { Count = LongestStreet };
        var friend = DeliveryWishes.ReadRecipient(recipient);
        if (!friend.Succeeded) return friend.Refusal;

        var answers = await platforms.AskAsync(_ => true, (p, token) => p.SearchAsync(new PlatformQuery("", null, null, int.MaxValue), token), cancellationToken);
        string[] zones = [.. answers.SelectMany(a => a.Value ?? []).SelectMany(m => m.Store.Zones).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (zones.Length == 0 && answers.FirstOrDefault(a => !a.Answered) is { } silent) return new Refusal(RefusalCode.Unavailable) { Platform = silent.Platform.Name };
        var (rest, named) = ZoneWords.Split(place, zones);
        var found = zone is null ? named : ZoneWords.Find(zone, zones);
        if (found is null) return new Refusal(RefusalCode.ZoneNeeded) { Subject = zone is null ? null : Shown.Cut(zone), Choices = zones };
        if (rest.Length == 0) return RefusalCode.AddressIncomplete;
        var given = new LocalizedText(name, name, name);
        var wanted = new Address("", given, found == named ? rest : place, found) { Recipient = friend.Value.Length == 0 ? null : friend.Value };
        return await database.WriteAsync(tx => Save(tx, turn, wanted), cancellationToken);
    }

    private static Outcome<AddressSaved> Save(ITransaction tx, TurnContext turn, Address wanted)
    {
        var book = AddressBook.List(tx, turn.PersonId);
        var label = wanted.Label.English;
        bool Is(string text) => string.Equals(text, label, StringComparison.OrdinalIgnoreCase);
        var before = book.FirstOrDefault(a => Is(a.Label.English) || Is(a.Label.Chinese) || Is(a.Label.German));
        if (before is null && book.Count >= MostAddresses) return new Refusal(RefusalCode.TooManyAddresses) { Count = MostAddresses };
        // A label of the person's own keeps its names in the other languages.
        var address = before is null ? wanted with { Id = turn.Ids.Next("adr") } : wanted with { Id = before.Id, Label = before.Label };
        AddressBook.Save(tx, turn.PersonId, address, turn.Now);
        return new AddressSaved(address.Id, address.Label.In(turn.Language), address.Street, address.Zone, address.Recipient, before is not null && before != address);
    }
}
