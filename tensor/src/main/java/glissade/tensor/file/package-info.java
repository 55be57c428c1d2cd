/// How files say what is in them: the headers of safetensors and of NumPy's arrays, read strictly, and the types of their elements.
///
/// Hidden: [glissade.tensor.SafeTensors], [glissade.tensor.Npy] and [glissade.tensor.Npz] are the doors.
package glissade.tensor.file;
