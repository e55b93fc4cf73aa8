using Agent.Conversations;
using Agent.Express.Understanding;
using Agent.Plugins;
using Agent.Plugins.People;

namespace Agent.Express.Scripts;

/// <summary>Keeps an address, and goes on with the order that is sent there.</summary>
internal static class AddressScript
{
    public static async Task Run(ExpressTurn turn)
    {
        if (turn.Utterance.NewAddress is not { Label: { } label, Street: { } street } address)
        {
            turn.Say("address.which");
            return;
        }

        var saved = await turn.Call<AddressSaved>("save_address", ("label", label), ("street", street), ("zone", turn.Answers["zone"]), ("recipient", address.OfFriend ? label : null));
        if (!saved.Ok)
        {
            if (saved.Refusal is { Code: RefusalCode.ZoneNeeded, Choices.Count: > 0 } refusal) turn.Ask("zone", [.. refusal.Choices.Select(z => new QuestionChoice(z, z))], turn.Word("address.zone"));
            else turn.Refuse(saved.Refusal);
            return;
        }

        var kept = saved.Value;
        turn.Say(kept.Replaced ? "address.replaced" : "address.saved", ("label", kept.Label), ("street", kept.Street), ("zone", kept.Zone));
        if (!address.Send)
        {
            turn.Say("address.next", ("label", kept.Label));
            return;
        }

        var goOn = turn.With(turn.Utterance with { Intent = turn.Utterance.Wishes.Count > 0 ? Intent.Order : Intent.Deliver, Address = kept.AddressId, NewAddress = null });
        await (goOn.Utterance.Intent == Intent.Order ? OrderScript.Run(goOn) : DeliveryScript.Run(goOn));
    }
}
