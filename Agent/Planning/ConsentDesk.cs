using Agent.Plugins;
using Agent.Plugins.Payments;
using Agent.Prompts;
using Agent.Wording;

namespace Agent.Planning;

/// <summary>Where a person's decision becomes an effect and a receipt. No chat client takes part in the effect; one may word the receipt, once all is done.</summary>
internal sealed class ConsentDesk(Consents consents, FallbackResponder words, ReceiptWords receipts, ReceiptPrompt worded, ReplyTexts replies)
{
    public async Task DecideAsync(TurnScope scope, string consentId, bool approved)
    {
        var asked = scope.Log.Memory.OpenConsent is { } open && open.Consent.Id == consentId ? open : null;

        // Stop ends planning. Once a person has said yes, the checkout is brought to its end.
        var outcome = await consents.DecideAsync(scope.Context, consentId, approved, CancellationToken.None);
        await scope.StoreAsync(new ConsentResolved(consentId, outcome));
        var reply = replies.Open(scope);
        if (await worded.WordAsync(scope, outcome) is not { } said || !await reply.TrySayAsync(said)) await reply.SayAsync(Words(scope, asked, outcome));
        if (outcome is ConsentOutcome.Refused { Again: { } again }) await scope.StoreAsync(new ConsentRequested(again), new TurnCompleted(StopReason.ConsentOpen, null, scope.Usage));
        else await EndAsync(scope);
    }

    /// <summary>The person said something else: the question is closed, and they are told.</summary>
    public async Task WithdrawAsync(TurnScope scope, ConsentAsked open)
    {
        var refusal = await consents.WithdrawAsync(scope.Context, open.Consent.Id, CancellationToken.None);
        if (refusal is { Code: RefusalCode.ConsentUsed })
        {
            // The program ended after the yes and before its receipt: to say that nothing was paid would be untrue.
            await scope.StoreAsync(new ConsentResolved(open.Consent.Id, new ConsentOutcome.Refused(refusal)), new Notice("consent_used", words.Say(refusal, scope.Language)));
            return;
        }

        var text = words.Say(scope.Language, ConsentKeys.Of("consent.withdrawn", open));
        await scope.StoreAsync(new ConsentResolved(open.Consent.Id, new ConsentOutcome.Declined()), new Notice("consent_withdrawn", text));
    }

    /// <summary>A yes was typed where typing pays nothing: the question stays open, and the person is told how to answer it.</summary>
    public async Task RemindAsync(TurnScope scope, ConsentAsked open)
    {
        var reply = replies.Open(scope);
        await reply.SayAsync(words.Say(scope.Language, "consent.elsewhere"));
        await scope.StoreAsync(new ConsentRequested(open), new TurnCompleted(StopReason.ConsentOpen, null, scope.Usage));
    }

    private static Task EndAsync(TurnScope scope) =>
        scope.StoreAsync(new TurnCompleted(scope.Turn.Stopped ? StopReason.Stopped : StopReason.Answered, null, scope.Usage));

    private string Words(TurnScope scope, ConsentAsked? asked, ConsentOutcome outcome) => outcome switch
    {
        ConsentOutcome.Refused { Again: not null } changed => receipts.Changed(changed, scope.Context),
        ConsentOutcome.Refused refused => words.Say(refused.Refusal, scope.Log.Memory.State(scope.Language, scope.Context.Now, [])),
        _ => receipts.Say(outcome, asked, scope.Context),
    };
}
