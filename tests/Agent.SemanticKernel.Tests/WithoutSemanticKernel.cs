namespace Agent.SemanticKernel.Tests;

/// <summary>Stands in for the tests of this project where the packages of Semantic Kernel are not asked for.</summary>
public sealed class WithoutSemanticKernel
{
    [Fact(Skip = "Everything on Semantic Kernel is left out of this build. Run it with: dotnet test -p:SemanticKernel=true")]
    public void Everything_on_Semantic_Kernel_runs_with_dotnet_test_p_SemanticKernel_true()
    {
    }
}
